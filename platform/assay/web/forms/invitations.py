"""The forms of an invitation: asking one person, granting extra time."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, RadioField, SelectField
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from assay.core.languages import LANGUAGES
from assay.web.forms.fields import Line, Moment, Whole
from assay.web.forms.letters_or_links import LETTER, SEND

EXTRA = {"0": "None", "25": "25 %", "50": "50 %", "75": "75 %", "100": "100 %"}

MOST_MINUTES = 600
LOCAL = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


@cache
def zones() -> list[str]:
    """Zones as people name them: an area and a place, and UTC."""
    areas = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return ["UTC", *sorted(name for name in available_timezones() if name.split("/")[0] in areas)]


class InviteForm(FlaskForm):  # type: ignore[misc]
    name = Line("Name", [DataRequired("Give the person’s name."), Length(max=200)])
    email = Line(
        "E-mail",
        [
            DataRequired("Give an e-mail address."),
            Email("This is not an e-mail address that a letter could reach."),
            Length(max=254),
        ],
    )
    time_zone = Line("Time zone", [DataRequired("Name a time zone.")])
    language = SelectField("Language of the letter", default="")
    extra_percent = SelectField("Extra time", choices=EXTRA, coerce=int, default=0)
    letter = RadioField("Letter", choices=LETTER, default=SEND)
    send_at = DateTimeLocalField("Send later", [Optional()], format=LOCAL)

    def offer(self, ours: str) -> "InviteForm":
        """`ours` is the code of the organisation's own language."""
        nobody = f"What they chose, else {LANGUAGES[ours]}"
        self.language.choices = {"": nobody, **LANGUAGES}
        return self

    def validate_time_zone(self, field: Any) -> None:
        if field.data not in available_timezones():
            raise ValidationError("Name a time zone such as Europe/Berlin.")


class AddressForm(FlaskForm):  # type: ignore[misc]
    """Where a candidate can be reached, put right."""

    address = Line(
        "E-mail",
        [
            DataRequired("Give an e-mail address."),
            Email("This is not an e-mail address that a letter could reach."),
            Length(max=254),
        ],
    )


class ExtraTimeForm(FlaskForm):  # type: ignore[misc]
    percent = Whole("Percent")
    minutes = Whole("Minutes")

    def validate_percent(self, field: Any) -> None:
        if not field.data and not self.minutes.data:
            raise ValidationError("Give percent, minutes, or both.")


class WindowForm(FlaskForm):  # type: ignore[misc]
    """Another window for one person, in the organisation's zone."""

    start_by = Moment("Start by", [InputRequired("Give the last moment to start.")])
    finish_by = Moment("Finish by", [Optional()])


class MoreTimeForm(FlaskForm):  # type: ignore[misc]
    """For a sitting that runs."""

    more_minutes = Whole("Minutes", [InputRequired("Give the minutes.")])

    def validate_more_minutes(self, field: Any) -> None:
        if not 1 <= (field.data or 0) <= MOST_MINUTES:
            raise ValidationError(f"Give a whole number from 1 to {MOST_MINUTES}.")
