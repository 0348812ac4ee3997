"""Fields that several forms share."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from wtforms import SelectMultipleField, StringField, widgets


class Boxes(SelectMultipleField):  # type: ignore[misc]
    """Any number of choices, each with its check box."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


def stripped(value: Any) -> Any:
    """A filter: no space around what was typed."""
    return value.strip() if isinstance(value, str) else value


class Line(StringField):  # type: ignore[misc]
    """One line of text without space around it."""

    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[stripped], **kwargs)


def to_instant(local: datetime | None, zone: tzinfo) -> datetime | None:
    """What a person typed in their zone, as an instant."""
    return local.replace(tzinfo=zone).astimezone(UTC) if local else None


def to_local(instant: datetime | None, zone: tzinfo) -> datetime | None:
    """An instant as a `datetime-local` field takes it."""
    return instant.astimezone(zone).replace(tzinfo=None) if instant else None
