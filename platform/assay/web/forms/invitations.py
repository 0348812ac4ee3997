"""The forms of an invitation: asking one person, granting extra time."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import (
    DataRequired,
    Email,
    Length,
    ValidationError,
)

from assay.web.forms.fields import Line, Whole

EXTRA = {"0": "None", "25": "25 %", "50": "50 %", "75": "75 %", "100": "100 %"}


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
    extra_percent = SelectField("Extra time", choices=EXTRA, coerce=int, default=0)

    def validate_time_zone(self, field: Any) -> None:
        if field.data not in available_timezones():
            raise ValidationError("Name a time zone such as Europe/Berlin.")


class ExtraTimeForm(FlaskForm):  # type: ignore[misc]
    percent = Whole("Percent")
    minutes = Whole("Minutes")

    def validate_percent(self, field: Any) -> None:
        if not field.data and not self.minutes.data:
            raise ValidationError("Give percent, minutes, or both.")
