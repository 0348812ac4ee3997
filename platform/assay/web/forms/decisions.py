"""The form of a decision: a verdict and the reason for it."""

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from assay.web.forms.fields import stripped

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
