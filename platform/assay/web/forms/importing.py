"""The form that says what each column of a file holds."""

from flask_wtf import FlaskForm
from wtforms import FieldList, SelectField

from assay.invitations.columns import MEANINGS
from assay.invitations.files import MOST_COLUMNS

CHOICES = {"": "Leave out", **MEANINGS}


class ColumnsForm(FlaskForm):  # type: ignore[misc]
    columns = FieldList(
        SelectField("What this column says", choices=CHOICES),
        max_entries=MOST_COLUMNS,
    )
