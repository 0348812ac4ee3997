"""An item that is only begun: its folder's files, well formed but for gaps that are marked. Pure.

skeletons/<kind>.txt has its files, each below a line `=== <path>`. Above the first stand `minutes`,
`skill`, `editable` (what an answer changes) and `like`: the kind whose files it has beside its own.
`@slug@` and the like are put in; head.txt is what every item.toml begins with.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from assay.bank.content import CODE_KINDS, PERSON_KINDS

FOLDER = Path(__file__).with_name("skeletons")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60
FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)
EXPECTED = {"junior": 0.70, "mid": 0.55, "senior": 0.42}
BY_HAND = 0.08
HANDS_ON = frozenset({"hotspot", *CODE_KINDS, *PERSON_KINDS})
"""Where something is read, written or mended; its p is lower by BY_HAND."""


class Skeleton(NamedTuple):
    """What stands in a kind's file; paths and texts still have their `@names@`."""

    facts: Mapping[str, str]
    files: Mapping[str, str]


def is_slug(text: str) -> bool:
    """May an item be named so? item.schema.json has the same rule."""
    return len(text) <= LONGEST_SLUG and SLUG.fullmatch(text) is not None


def files_of(kind: str, slug: str, *, responsibility: str, level: str) -> dict[str, str]:
    """The texts of the new item's files, by path. FileNotFoundError: no skeleton of this kind."""
    found = _read(kind)
    p = EXPECTED[level] - (BY_HAND if kind in HANDS_ON else 0)
    words = {
        **found.facts,
        "slug": slug,
        "kind": kind,
        "responsibility": responsibility,
        "level": level,
        "p": f"{p:.2f}",
    }
    head = _filled((FOLDER / "head.txt").read_text("utf-8").rstrip("\n"), words)
    words["head"] = head
    return {_filled(path, words): _filled(text, words) for path, text in found.files.items()}


def _read(kind: str) -> Skeleton:
    """The kind's own file, over those of the kind that it is like."""
    above, *parts = FILE.split((FOLDER / f"{kind}.txt").read_text("utf-8"))
    facts = dict(line.split(": ", 1) for line in above.splitlines())
    own = dict(zip(parts[::2], parts[1::2], strict=True))
    if "like" not in facts:
        return Skeleton(facts, own)
    base = _read(facts["like"])
    return Skeleton({**base.facts, **facts}, {**base.files, **own})


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    return text
