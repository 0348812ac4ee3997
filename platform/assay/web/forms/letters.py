"""The form of a letter's words; what may be in them the room decides."""

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from assay.core.letters import LONGEST_SUBJECT
from assay.invitations.specimens import CHOICES
from assay.invitations.wordings import LONGEST_BODY, Words


class WordingForm(FlaskForm):  # type: ignore[misc]
    """`specimen` is whom the preview is for."""

    subject = StringField(
        "Subject", [DataRequired("Give the letter a subject."), Length(max=LONGEST_SUBJECT)]
    )
    body = TextAreaField(
        "Letter", [DataRequired("Write the letter."), Length(max=LONGEST_BODY + 2000)]
    )
    specimen = SelectField("Try it on", choices=CHOICES, default="short")

    @classmethod
    def of(cls, words: Words) -> "WordingForm":
        return cls(formdata=None, subject=words.subject, body=words.body)
