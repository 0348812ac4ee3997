"""What the right answer is, read from the library's folders: the product never tells it."""

import re
import tomllib
from collections.abc import Iterator
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
        folders = (file.parent for file in sorted(library.glob("*/*/item.toml")))
        self._known = [known for folder in folders for known in _all_known(folder)]

    def answer(self, stem: str, *, right: bool) -> Answer:
        """An answer to the question with this text, as a save sends it."""
        asked = _plain(stem)
        found = [one for one in self._known if one.stem in asked]
        if not found:
            raise Unknown(stem[:80])
        known = max(found, key=lambda one: len(one.stem))
        return known.right if right else known.wrong


def _all_known(folder: Path) -> Iterator[Known]:
    """One, or one for each set of parameters that the folder names."""
    text, stem = ((folder / name).read_text("utf-8") for name in ("item.toml", "stem.md"))
    for one in tomllib.loads(text).get("variant", [{"set": {}}]):
        yield _known(folder, *(_filled(each, one["set"]) for each in (text, stem)))


def _filled(text: str, given: dict[str, str]) -> str:
    for name, value in given.items():
        text = text.replace(f"@@{name}@@", value)
    return text


def _known(folder: Path, text: str, stem: str) -> Known:
    item = tomllib.loads(text)
    right, wrong = _answers(folder, item)
    return Known(stem=_plain(as_read(stem)), right=right, wrong=wrong)


def as_read(stem: str) -> str:
    """A stem in Markdown without the signs that a reader of the page does not see."""
    return "\n".join(LIST_SIGN.sub("", line) for line in stem.splitlines() if line[:3] != "```")


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
    if kind == "matching":
        match = {row["id"]: row["match"] for row in item["row"]}
        others = [*match.values()][1:] + [*match.values()][:1]
        return {"pairs": match}, {"pairs": dict(zip(match, others, strict=True))}
    if kind == "freetext":
        return {"text": item["criterion"][0]["anchors"][-1]}, {"text": "I do not know."}
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
