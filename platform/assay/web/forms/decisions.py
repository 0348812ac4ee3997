"""The forms about a candidate: the decision and its reason, tags and notes, the table's columns."""

from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from assay.decisions.finding import COLUMNS
from assay.web.forms.fields import Boxes, Line, stripped


def _id(typed: str | None) -> UUID | None:
    """A filter: what is no id is nothing."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None


VERDICTS = {"advance": "Advance", "hold": "Hold", "reject": "Reject"}


class DecisionForm(FlaskForm):  # type: ignore[misc]
    verdict = RadioField(
        "Verdict", [DataRequired("Choose advance, hold or reject.")], choices=VERDICTS
    )
    reason = TextAreaField(
        "Reason",
        [
            DataRequired("Give the reason: the decision is kept with it."),
            Length(max=4000, message="Keep it under 4,000 characters."),
        ],
        filters=[stripped],
    )


class FeedbackForm(FlaskForm):  # type: ignore[misc]
    decision = HiddenField()
    text = TextAreaField(
        "Letter",
        [
            DataRequired("Write the letter."),
            Length(max=4000, message="Keep it under 4,000 characters."),
        ],
        filters=[stripped],
    )


class ColumnsForm(FlaskForm):  # type: ignore[misc]
    columns = Boxes("Columns", choices=COLUMNS)


class TagForm(FlaskForm):  # type: ignore[misc]
    tag = Line("Add a tag", [DataRequired("Give the tag.")])


class RenameForm(FlaskForm):  # type: ignore[misc]
    name = Line("New name", [DataRequired("Give the tag.")])


class MergeForm(FlaskForm):  # type: ignore[misc]
    into = StringField(validators=[DataRequired()], filters=[_id])


class NoteForm(FlaskForm):  # type: ignore[misc]
    note = TextAreaField(
        "Write a note", [DataRequired("Write something first.")], filters=[stripped]
    )
