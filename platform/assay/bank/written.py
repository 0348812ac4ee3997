"""An item that was written on a page, as its folder has it: files_of(). Pure.

What was written comes as the page has it: texts, numbers, rows in their order. It goes out as the
files of docs/reference/item-format.md, so that it is read, exported and brought in like any other.
Letters are given here: where they could tell an order they are mixed, always in the same way.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assay.bank.declared import DECLARED
from assay.bank.package import Package, from_files
from assay.bank.toml_text import text_of

LETTERS = "abcdefghij"
PROGRAM = "program.py"
WRITTEN_KINDS = (
    "single", "multiple", "ordering", "matching", "fillin", "output", "hotspot", "freetext",
)  # fmt: skip
"""Those that a page can write; what is answered with files is brought as a folder."""

Told = Mapping[str, Any]


def package_of(kind: str, slug: str, told: Told) -> Package:
    """The item; folder.Refused where it is none yet."""
    (item,) = from_files(Path(told["responsibility"]) / slug, files_of(kind, slug, told))
    return item


def files_of(kind: str, slug: str, told: Told) -> dict[str, bytes]:
    """The files of its folder by their paths."""
    fields, given = PARTS[kind](told)
    head = {
        "id": slug,
        "kind": kind,
        **{name: told[name] for name in ("responsibility", "level", "skill", "title")},
        **{name: told[name] for name in ("minutes", "points")},
        "difficulty": {"p": told["expected"] / 100, "by": "author"},
        "valid": versions_of(told["valid"]),
    }
    text = text_of({**head, **fields, "proof": [{"kind": DECLARED}]})
    files = {"item.toml": text, "stem.md": told["stem"].strip() + "\n", **given}
    return {name: text.encode() for name, text in files.items()}


def versions_of(text: str) -> dict[str, str]:
    """`flask >=3.0` in each line: package -> versions."""
    pairs = (line.strip().partition(" ") for line in text.splitlines() if line.strip())
    return {name: versions.strip() for name, _, versions in pairs}


def lines_of(text: str) -> list[str]:
    """Each line that is not empty."""
    return [line for line in text.splitlines() if line.strip()]


Part = tuple[dict[str, Any], dict[str, str]]
"""(fields of item.toml, given files)"""


def _chosen(told: Told) -> Part:
    rows = list(zip(LETTERS, told["options"], strict=False))
    fields: dict[str, Any] = {"key": [name for name, row in rows if row["right"]]}
    if told["fixed_order"]:
        fields["fixed_order"] = True
    return fields | {"option": [_option(name, row) for name, row in rows]}, {}


def _printed(told: Told) -> Part:
    fields, _ = _chosen(told)
    return fields, {f"given/{PROGRAM}": _file(told["program"])}


def _ordered(told: Told) -> Part:
    steps = told["steps"]
    names = mixed([row["text"] for row in steps])
    options = sorted(zip(names, steps, strict=True), key=lambda one: one[0])
    return {"key": names, "option": [_option(name, row) for name, row in options]}, {}


def _matched(told: Told) -> Part:
    pairs, decoys = told["pairs"], told["decoys"]
    texts = [*(row["match"] for row in pairs), *(row["text"] for row in decoys)]
    names = mixed(texts)
    rows = [
        {"id": str(n), "text": row["text"], "match": name, "why": row["why"]}
        for n, (name, row) in enumerate(zip(names, pairs, strict=False), start=1)
    ]
    whys = dict(zip(names[len(pairs) :], (row["why"] for row in decoys), strict=True))
    options = [
        {"id": name, "text": text} | ({"why": whys[name]} if name in whys else {})
        for name, text in sorted(zip(names, texts, strict=True))
    ]
    return {"row": rows, "option": options}, {}


def _typed(told: Told) -> Part:
    fields: dict[str, Any] = {name: lines_of(told[name]) for name in ("accept", "reject")}
    return {"fillin": {"normalise": told["normalise"], **fields, "why": told["why"]}}, {}


def _marked(told: Told) -> Part:
    lines = [{name: row[name] for name in ("number", "flaw", "why")} for row in told["lines"]]
    fields = {"most": told["most"], "line": sorted(lines, key=lambda line: line["number"])}
    return fields, {f"given/{told['file_name']}": _file(told["file_text"])}


def _text(told: Told) -> Part:
    names = _ids([row["says"] for row in told["criteria"]])
    criteria = [
        {"id": name, "says": row["says"], "anchors": [one["text"] for one in row["anchors"]]}
        | ({"weight": row["weight"]} if row["weight"] != 1 else {})
        for name, row in zip(names, told["criteria"], strict=True)
    ]
    return {"freetext": {"words": told["words"], "why": told["why"]}, "criterion": criteria}, {}


PARTS: Mapping[str, Callable[[Told], Part]] = {
    "single": _chosen,
    "multiple": _chosen,
    "output": _printed,
    "ordering": _ordered,
    "matching": _matched,
    "fillin": _typed,
    "hotspot": _marked,
    "freetext": _text,
}


def mixed(texts: Sequence[str]) -> list[str]:
    """A letter for each text, never in the order of the alphabet; equal texts, equal letters."""
    digests = [hashlib.sha256(text.encode()).digest() for text in texts]
    places = sorted(range(len(texts)), key=lambda n: (digests[n], n))
    if places == sorted(places):
        places = [*places[1:], *places[:1]]
    letters = {place: LETTERS[n] for n, place in enumerate(places)}
    return [letters[n] for n in range(len(texts))]


def _ids(says: Sequence[str]) -> list[str]:
    """A name for each criterion, made of its first words; the second of one name is `…-b`."""
    names: list[str] = []
    for text in says:
        base = "-".join(re.findall("[a-z]+", text.casefold())[:3])[:36].strip("-") or "criterion"
        same = sum(name == base or name[:-2] == base for name in names)
        names.append(f"{base}-{LETTERS[same]}" if same else base)
    return names


def _option(name: str, row: Told) -> dict[str, str]:
    return {"id": name, "text": row["text"], "why": row["why"]}


def _file(text: str) -> str:
    return text.rstrip("\n") + "\n"
