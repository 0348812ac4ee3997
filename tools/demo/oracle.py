"""What the right answer is, read from the library's folders: the product never tells it."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Answer = dict[str, Any]
LIST_SIGN = re.compile(r"^\s*\d+\.\s")
"""A list's numbers stand in Markdown, and not in the text of the HTML made of it."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """One item as its author wrote it: its stem, the right answer, and one that earns nothing."""

    stem: str
    right: Answer
    wrong: Answer


class Unknown(Exception):
    """No shipped item has this stem."""


class Oracle:
    """Knows each shipped question by its stem, as the candidate reads it."""

    def __init__(self, library: Path) -> None:
        self._known = [_known(file.parent) for file in sorted(library.glob("*/*/item.toml"))]

    def answer(self, stem: str, *, right: bool) -> Answer:
        """An answer to the question with this text, as a save sends it."""
        asked = _plain(stem)
        found = [one for one in self._known if one.stem in asked]
        if not found:
            raise Unknown(stem[:80])
        known = max(found, key=lambda one: len(one.stem))
        return known.right if right else known.wrong


def _known(folder: Path) -> Known:
    item = tomllib.loads((folder / "item.toml").read_text("utf-8"))
    stem = (folder / "stem.md").read_text("utf-8")
    prose = "\n".join(LIST_SIGN.sub("", line) for line in stem.splitlines() if line[:3] != "```")
    right, wrong = _answers(folder, item)
    return Known(stem=_plain(prose), right=right, wrong=wrong)


def _answers(folder: Path, item: dict[str, Any]) -> tuple[Answer, Answer]:
    """(right, wrong)"""
    kind = item["kind"]
    if "code" in item:
        given = {name: folder / "given" / name for name in item["code"]["editable"]}
        (first, *_) = sorted((folder / "proof" / "good").iterdir())
        mended = {name: _first(first / name, file) for name, file in given.items()}
        return _files(mended), _files(given)
    if kind == "hotspot":
        flaws = [str(line["number"]) for line in item["line"] if line["flaw"]]
        return {"lines": flaws}, {"lines": []}
    if kind == "fillin":
        return {"text": item["fillin"]["accept"][0].strip()}, {"text": "something_else"}
    key = item["key"]
    others = [option["id"] for option in item["option"] if option["id"] not in key]
    if kind == "multiple":
        return {"choices": key}, {"choices": others}
    if kind == "ordering":
        return {"order": key}, {"order": key[::-1]}
    return {"choice": key[0]}, {"choice": others[0]}


def _files(texts: dict[str, Path]) -> Answer:
    return {"files": {name: file.read_text("utf-8") for name, file in texts.items()}}


def _first(mended: Path, given: Path) -> Path:
    """A right solution holds just the files that it changes."""
    return mended if mended.exists() else given


def _plain(text: str) -> str:
    """Letters and digits only: Markdown and HTML spell the same words differently."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
