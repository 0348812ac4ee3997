"""The form of a link to a report, for somebody without an account."""

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import DataRequired, Length, NumberRange

from assay.reports.sharing import MOST_DAYS, MOST_WORDS
from assay.web.forms.fields import Line, Whole

SHOWS = {"full": "The whole report", "score": "The score alone"}
DAYS = f"Give a number of days from 1 to {MOST_DAYS}."


class ShareForm(FlaskForm):  # type: ignore[misc]
    shows = RadioField(
        "It shows", [DataRequired("Choose what the link shows.")], choices=SHOWS, default="full"
    )
    days = Whole("It opens for", [DataRequired(DAYS), NumberRange(1, MOST_DAYS, DAYS)], default=14)
    for_whom = Line(
        "For whom", [Length(max=MOST_WORDS, message=f"Keep it under {MOST_WORDS} characters.")]
    )
