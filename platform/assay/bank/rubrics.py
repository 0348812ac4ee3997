"""What a person marks a text by: weighed criteria with two to seven anchored levels each. Pure.

As JSON, in a version's key:

    {"criteria": [{"id": "order", "says": "…", "anchors": ["what earns nothing", …, "all of it"]},
                  {"id": "tone", "says": "…", "anchors": ["…", "…"], "weight": 2}, …],
     "why": "…"}

A weight is one where none is said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FEWEST_LEVELS, MOST_LEVELS = 2, 7
"""From 0 on; each has a text that says what it looks like."""
FEWEST_CRITERIA, MOST_CRITERIA = 2, 6
HEAVIEST = 10


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that is looked for; `anchors` say for each level how it shows, from 0 on."""

    id: str
    says: str
    anchors: tuple[str, ...]
    weight: int = 1

    @property
    def top(self) -> int:
        """The highest level."""
        return len(self.anchors) - 1


@dataclass(frozen=True, kw_only=True)
class RubricKey:
    """The criteria, in their order; `why` tells markers what the question is after."""

    criteria: tuple[Criterion, ...]
    why: str = ""


def parse_rubric(given: Mapping[str, Any]) -> RubricKey:
    """Raises KeyError, TypeError, ValueError where it is none."""
    return RubricKey(
        criteria=tuple(
            Criterion(
                id=_text(one["id"]),
                says=_text(one["says"]),
                anchors=tuple(map(_text, one["anchors"])),
                weight=int(one.get("weight", 1)),
            )
            for one in given["criteria"]
        ),
        why=_text(given.get("why", "")),
    )


def rubric_to_json(key: RubricKey) -> dict[str, Any]:
    """The shape that parse_rubric() reads."""
    return {
        "criteria": [
            {"id": one.id, "says": one.says, "anchors": list(one.anchors)}
            | ({"weight": one.weight} if one.weight != 1 else {})
            for one in key.criteria
        ],
        "why": key.why,
    }


def faults_of_rubric(key: RubricKey) -> Iterator[str]:
    """What keeps it from being a rubric that two people could mark by."""
    if len({one.id for one in key.criteria}) < max(2, len(key.criteria)):
        yield "there must be two criteria at least, each with a name of its own"
    for one in key.criteria:
        count = len(one.anchors)
        if not FEWEST_LEVELS <= count <= MOST_LEVELS or len(set(one.anchors)) != count:
            some = f"{FEWEST_LEVELS} to {MOST_LEVELS}"
            yield f"criterion {one.id} needs {some} different anchors, one for each level"
        if not 1 <= one.weight <= HEAVIEST:
            yield f"criterion {one.id} needs a weight from 1 to {HEAVIEST}"


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(f"{given!r} is no text")
    return given
