"""Values of the Runner port to JSON and back, strictly, by the types that the port declares."""

import base64
import binascii
import math
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class Malformed(ValueError):
    """What came is not what the type says; the message names the place, never the value."""


def plain(value: Any) -> Any:
    """As JSON has it: dataclasses become objects, bytes become base64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(held) for name, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value


def typed(wanted: Any, value: Any, place: str = "it") -> Any:
    """The value of that type, or Malformed: nothing is converted, and no field is left over."""
    if wanted is Any:
        return value
    origin, within = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        return None if value is None else _optional(within, value, place)
    if origin is Literal:
        return _checked(isinstance(value, str) and value in within, value, place)
    if origin is Mapping:
        _checked(isinstance(value, dict), value, place)
        return {name: typed(within[1], held, f"{place}[…]") for name, held in value.items()}
    if origin is Sequence:
        _checked(isinstance(value, list), value, place)
        return [typed(within[0], one, f"{place}[…]") for one in value]
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _object(wanted, value, place)
    return _scalar(wanted, value, place)


def _object(wanted: type, value: Any, place: str) -> Any:
    _checked(isinstance(value, dict), value, place)
    hints, needed = _fields(wanted)
    _checked(needed <= value.keys() <= hints.keys(), value, place)
    return wanted(
        **{name: typed(hints[name], held, f"{place}.{name}") for name, held in value.items()}
    )


@cache
def _fields(wanted: type) -> tuple[dict[str, Any], set[str]]:
    """(each field's type, those that must be there)"""
    needed = {
        one.name
        for one in fields(wanted)
        if one.default is MISSING and one.default_factory is MISSING
    }
    return get_type_hints(wanted), needed


def _optional(within: tuple[Any, ...], value: Any, place: str) -> Any:
    (one,) = (kind for kind in within if kind is not NoneType)
    return typed(one, value, place)


def _scalar(wanted: Any, value: Any, place: str) -> Any:
    if wanted is bytes:
        try:
            return base64.b64decode(_scalar(str, value, place), validate=True)
        except (binascii.Error, ValueError):
            raise Malformed(f"{place} is not base64") from None
    if wanted is float:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(_checked(number and math.isfinite(value), value, place))
    return _checked(type(value) is wanted, value, place)


def _checked(good: bool, value: Any, place: str) -> Any:
    if not good:
        raise Malformed(f"{place} is not of its type")
    return value
