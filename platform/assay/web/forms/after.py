"""The forms of what comes after the end: a reply, a file of answers, the accepting of one."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from assay.sittings.late_files import EMPTY
from assay.web.forms.fields import stripped


class ReplyForm(FlaskForm):  # type: ignore[misc]
    text = TextAreaField(
        "Your answer to the candidate",
        [
            DataRequired("Write what was found; the candidate reads it."),
            Length(max=1000, message="Keep it under 1,000 characters."),
        ],
        filters=[stripped],
    )


class LateFileForm(FlaskForm):  # type: ignore[misc]
    file = FileField("File of answers", [FileRequired(EMPTY)])


class AcceptForm(FlaskForm):  # type: ignore[misc]
    position = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    seq = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    key = HiddenField(validators=[DataRequired()])
    reason = TextAreaField(
        "Why it counts",
        [
            DataRequired("Give the reason: it is kept with your name."),
            Length(max=1000, message="Keep it under 1,000 characters."),
        ],
        filters=[stripped],
    )
