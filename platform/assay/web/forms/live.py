"""The form of the live board: a message to who sits."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from assay.sittings.board import Line
from assay.sittings.messaging import MOST
from assay.web.forms.fields import stripped

EVERYONE = "all"


class MessageForm(FlaskForm):  # type: ignore[misc]
    """`sitting_id` is whom it is for once that is validated; None is everyone."""

    sitting_id: UUID | None = None
    to = SelectField("To", default=EVERYONE, validate_choice=False)
    text = TextAreaField(
        "Message",
        [
            DataRequired("Write the message."),
            Length(max=MOST, message=f"Write at most {MOST} characters."),
        ],
        filters=[stripped],
        render_kw={"maxlength": MOST},
    )

    def offer(self, lines: Iterable[Line]) -> None:
        """Everyone who sits now, or one of them."""
        self.to.choices = [(EVERYONE, "Everyone who is sitting now")]
        self.to.choices += [(str(line.sitting_id), line.candidate) for line in lines]

    def validate_to(self, field: Any) -> None:
        try:
            self.sitting_id = None if field.data == EVERYONE else UUID(field.data)
        except ValueError:
            raise ValidationError("Choose who it is for.") from None
