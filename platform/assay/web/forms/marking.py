"""The forms of marking: other points for one answer, a turn at the desk, how texts are marked."""

from flask_wtf import FlaskForm
from wtforms import DecimalField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from assay.web.forms.fields import Whole, stripped

SO_LONG = Length(max=1000, message="Keep it under 1,000 characters.")


class Points(DecimalField):  # type: ignore[misc]
    """Points, of which parts may be given."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([one.replace(",", ".") for one in valuelist])
        except ValueError:
            self.data = None
            raise ValueError("Give a number of points.") from None


class OverrideForm(FlaskForm):  # type: ignore[misc]
    points = Points("Points", [InputRequired("Give the points.")])
    reason = TextAreaField(
        "Why these points",
        [DataRequired("Give the reason: reports show it."), SO_LONG],
        filters=[stripped],
    )


class TurnForm(FlaskForm):  # type: ignore[misc]
    """A marker's comment; the levels are named by the question's own criteria."""

    comment = TextAreaField(
        "Comment",
        [Length(max=4000, message="Keep it under 4,000 characters.")],
        filters=[stripped],
    )


class PutBackForm(FlaskForm):  # type: ignore[misc]
    reason = TextAreaField(
        "Why you don’t mark it", [DataRequired("Say why."), SO_LONG], filters=[stripped]
    )


class TermsForm(FlaskForm):  # type: ignore[misc]
    markers = RadioField(
        "Markers of each text", choices={"1": "One", "2": "Two, blind to each other"}
    )
    percent = Whole(
        "A third marks where the two differ by more than",
        [
            InputRequired("Give a number from 1 to 100."),
            NumberRange(1, 100, "Give a number from 1 to 100."),
        ],
    )
