"""What the right answer is, read from the library's folders: the product never tells it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Answer = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """One item as its author wrote it: the right answer, and one that is wrong."""

    kind: str
    right: Answer
    wrong: Answer


class Oracle:
    """Knows each shipped question by its title, as the candidate reads it."""

    def __init__(self, library: Path) -> None:
        self._known = {}
        for file in sorted(library.glob("*/item.toml")):
            item = tomllib.loads(file.read_text("utf-8"))
            self._known[_plain(item["title"])] = _known(item)

    def answer(self, title: str, *, right: bool) -> Answer:
        known = self._known[_plain(title)]
        return known.right if right else known.wrong


def _plain(title: str) -> str:
    """Letters and digits: how Markdown and HTML spell a title is not its meaning."""
    return "".join(sign for sign in title.casefold() if sign.isalnum())
