"""Which entries of the audit are asked for: by whom, of what kind, from which day to which."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import Optional, StopValidation, ValidationError

from assay.web.forms.fields import Line

FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)
ODD = "Give a day of this kind: 2026-11-24."


class Day(DateField):  # type: ignore[misc]
    """A day in the reader's zone; what else was typed stays in the field, and is refused."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = date.fromisoformat(valuelist[0].strip())
        except ValueError:
            raise ValueError(ODD) from None
        if not FIRST <= self.data <= LAST:
            raise ValueError(f"Give a day from {FIRST} to {LAST}.")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation


class AuditForm(FlaskForm):  # type: ignore[misc]
    """Asked by GET, and once more by the POST that takes the same entries along."""

    who = Line("By")
    verb = Line("What")
    since = Day("From", [Optional()])
    until = Day("To", [Optional()])

    def validate_until(self, field: Any) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError("Give a day that is not before the first.")

    def between(self, zone: ZoneInfo) -> dict[str, datetime | None]:
        """Both days are within: the second ends with the midnight after it."""
        first, last = self.since.data, self.until.data
        return {
            "since": datetime.combine(first, time(), zone) if first else None,
            "until": datetime.combine(last + timedelta(days=1), time(), zone) if last else None,
        }

    def asked(self) -> dict[str, str]:
        """What was chosen, as an address holds it."""
        told = {name: field.data for name, field in self._fields.items() if name != "csrf_token"}
        return {name: str(value) for name, value in told.items() if value}
