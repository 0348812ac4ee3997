"""The form of the public page that knows a report again: its file, or its digest or number."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField

from assay.web.forms.fields import stripped


class VerifyForm(FlaskForm):  # type: ignore[misc]
    class Meta:
        csrf = False  # it changes nothing, and its visitors have no session

    file = FileField("The file")
    typed = StringField("Or its digest, or the report’s number", filters=[stripped])
