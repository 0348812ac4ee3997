"""Fields that several forms share."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from wtforms import (
    DateTimeLocalField,
    FieldList,
    FormField,
    IntegerField,
    SelectMultipleField,
    StringField,
    widgets,
)
from wtforms.validators import StopValidation


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


class Whole(IntegerField):  # type: ignore[misc]
    """A whole number; what else was typed stays in the field and is refused in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        try:
            self.data = int(typed) if typed else None
        except ValueError:
            self.data = None
            raise ValueError("Give a whole number.") from None

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation


class Moment(DateTimeLocalField):  # type: ignore[misc]
    """A minute of a day, in a zone that the page names; written as browsers write it."""

    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        told = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        super().__init__(label, validators, format=told, **kwargs)


def leaves(form: Any) -> Iterator[Any]:
    """Every field that a person fills, through lists and inner forms, in the order of the page."""
    for one in form:
        if isinstance(one, FieldList):
            yield from leaves(one)
        elif isinstance(one, FormField):
            yield from leaves(one.form)
        else:
            yield one


def to_instant(local: datetime | None, zone: tzinfo) -> datetime | None:
    """What a person typed in their zone, as an instant."""
    return local.replace(tzinfo=zone).astimezone(UTC) if local else None


def to_local(instant: datetime | None, zone: tzinfo) -> datetime | None:
    """An instant as a `datetime-local` field takes it."""
    return instant.astimezone(zone).replace(tzinfo=None) if instant else None
