"""What is right where options are matched to rows. Pure.

As JSON, in a version's key:

    {"match": {"1": "c", "2": "a"}, "why": {"1": "…", "2": "…", "d": "…"}}

`why` speaks of rows by their digit, and by its letter of an option that fits none of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assay.bank.content import Content

MOST_DECOYS = 2


@dataclass(frozen=True, kw_only=True)
class PairsKey:
    """`match`: for each row its option; no option belongs to two of them."""

    match: Mapping[str, str]
    why: Mapping[str, str] = field(default_factory=dict)

    def decoys(self, content: Content) -> tuple[str, ...]:
        """The options that belong to no row."""
        return tuple(name for name in content.option_ids if name not in self.match.values())


def parse_pairs_key(given: Mapping[str, Any]) -> PairsKey:
    """Raises KeyError, TypeError, AttributeError where it is none."""
    match, why = dict(given["match"].items()), dict(given.get("why", {}).items())
    if not all(
        isinstance(one, str) for told in (match, why) for pair in told.items() for one in pair
    ):
        raise TypeError("match and why hold texts")
    return PairsKey(match=match, why=why)


def pairs_key_to_json(key: PairsKey) -> dict[str, Any]:
    """The shape that parse_pairs_key() reads."""
    return {"match": dict(key.match), "why": dict(key.why)}


def faults_of_pairs(content: Content, key: PairsKey) -> Iterator[str]:
    """What keeps this key from being one of this content."""
    rows, options = [row.id for row in content.rows], content.option_ids
    if sorted(key.match) != sorted(rows):
        yield "every row must have its option"
    if strangers := sorted(set(key.match.values()) - set(options)):
        yield f"{strangers} are no options"
    if len(set(key.match.values())) < len(key.match):
        yield "an option belongs to two rows"
    if not len(rows) <= len(options) <= len(rows) + MOST_DECOYS:
        yield f"there must be an option for each row, and at most {MOST_DECOYS} more"
    if silent := [name for name in key.decoys(content) if name not in key.why]:
        yield f"{silent} fit no row, and no why says so"
