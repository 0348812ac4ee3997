"""Outcome: what an engine says about one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Points to four places; `detail` says in JSON how they came about."""

    points: Decimal
    out_of: Decimal
    detail: Mapping[str, Any]
