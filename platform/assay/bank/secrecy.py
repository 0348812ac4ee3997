"""What is sent of an item holds nothing of what is kept: leaks(). Pure.

Kept are its id and title, the whys, a typed answer, and all that lies in hidden/ and proof/.
"""

import ast
import re
from collections.abc import Iterator, Mapping

from assay.bank.keys import TextKey
from assay.bank.package import Package, below, variants
from assay.bank.view import View, candidate_view

FEWEST_SIGNS = 40
"""A shorter text may stand in two places by chance."""


def leaks(item: Package) -> Iterator[str]:
    """A sentence for each thing that is told and should not be, with the place that tells it."""
    shown = {where: _plain(text) for where, text in _shown(candidate_view(item.content))}
    for what, text in _kept(item):
        for where, told in shown.items():
            if text in told:
                yield f"{where} tells {what}"
    for name, texts in variants(item.files, "proof/good").items():
        if all(any(_plain(text) in told for told in shown.values()) for text in texts.values()):
            yield f"what is shown holds all of proof/good/{name}"
    words = {"the id": item.slug} | {f"the answer {one!r}": one for one in _answers(item)}
    for what, word in words.items():
        for where, told in shown.items():
            if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", told):
                yield f"{where} tells {what}"


def _shown(view: View) -> Iterator[tuple[str, str]]:
    yield "the stem", view.stem
    for option in view.options:
        yield f"option {option.id}", option.text
    for place, files in (("given", view.files), ("visible", view.visible)):
        for file in files:
            yield f"{place}/{file.name}", f"{file.name}\n{file.text}"


def _kept(item: Package) -> Iterator[tuple[str, str]]:
    """(what it is, its text without layout), each long enough to be no chance."""
    yield "the title", _plain(item.title)
    for text in filter(None, {_plain(why) for why in _whys(item)}):
        yield "a why", text
    for place in ("hidden", "proof"):
        for name, text in below(item.files, place).items():
            if not name.startswith(("good/", "bad/")):
                for part, words in _parts(text):
                    if len(_plain(words)) >= FEWEST_SIGNS:
                        yield f"{part} of {place}/{name}", _plain(words)


def _whys(item: Package) -> list[str]:
    found = getattr(item.key, "why", "")
    return [*found.values()] if isinstance(found, Mapping) else [found]


def _answers(item: Package) -> tuple[str, ...]:
    return item.key.accept if isinstance(item.key, TextKey) else ()


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The whole, and each function where it is Python."""
    yield "all", text
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield node.name, ast.get_source_segment(text, node) or ""


def _plain(text: str) -> str:
    return " ".join(text.split())
