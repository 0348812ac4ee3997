"""An item as plain text, for a terminal: what a candidate sees; and apart from it, the key. Pure.

Texts of items hold no control characters (folder.py), so that they can be printed as they are.
"""

import re
from collections.abc import Iterator, Sequence
from textwrap import fill, indent

from assay.bank import keys
from assay.bank.code_keys import Behaviour, CodeKey, SuiteKey
from assay.bank.content import File
from assay.bank.evidence import Evidence
from assay.bank.package import Package
from assay.bank.rubrics import RubricKey
from assay.bank.view import View, candidate_view
from assay.bank.words import UNPROVED, difficulty_words, evidence_words

WIDTH = 88
FENCE = re.compile(r"^(`{3,})[^\n`]*\n(.*?)\n?^\1`*[ \t]*$", re.DOTALL | re.MULTILINE)
"""A block of code in Markdown."""
POINT = re.compile(r"\s*(?:[-*]|\d+\.)\s+")
CHANGED = f"{UNPROVED} as it is now"
LINE = "─" * WIDTH


def question(item: Package) -> str:
    """As a candidate sees it, options in the order in which they were written."""
    view = candidate_view(item.content)
    head = f"{_many(item.points, 'point')} · about {_many(item.minutes, 'minute')}"
    return "\n\n".join([head, _stem(view.stem), *_asked(view)]) + "\n"


def key(item: Package, proved: Evidence | None) -> str:
    """What is right and why, what the item is, and what its proof has shown."""
    return "\n" + "\n\n".join([LINE, "\n".join(_known(item, proved)), *_key(item)]) + "\n"


def _stem(text: str) -> str:
    """Prose in lines of a readable length; blocks of code are set in instead of fenced."""
    parts, end = [], 0
    for found in FENCE.finditer(text):
        parts += [_prose(text[end : found.start()]), indent(found[2], "    ")]
        end = found.end()
    return "\n\n".join(part for part in [*parts, _prose(text[end:])] if part)


def _prose(text: str) -> str:
    return "\n".join(map(_line, text.strip().split("\n")))


def _line(text: str) -> str:
    """Rows of a table are left as they are; a point of a list hangs."""
    if len(text) <= WIDTH or text.startswith("|"):
        return text
    point = POINT.match(text)
    return fill(text, WIDTH, subsequent_indent=" " * len(point[0]) if point else "")


def _asked(view: View) -> Iterator[str]:
    if view.shape == "files":
        for file in view.files:
            yield _block(file, "to be changed" if file.editable else "can’t be changed")
        for file in view.visible:
            yield _block(file, "tests that you may run")
    elif view.shape == "lines":
        yield _block(view.files[0], f"mark at most {view.most} lines", numbered=True)
    elif view.shape == "text":
        yield f"Your answer, at most {view.words} words:" if view.words else "Your answer: ____"
    else:
        if view.rows:
            yield _listed([(row.id, row.text) for row in view.rows])
        yield HOW[view.shape]
        yield _listed([(option.id, option.text) for option in view.options])


HOW = {
    "choice": "Choose one:",
    "choices": "Choose all that are right:",
    "order": "Put these in order:",
    "pairs": "Say which of these belongs to each:",
}


def _known(item: Package, proved: Evidence | None) -> Iterator[str]:
    yield f"{item.title}  ({item.id})"
    yield f"{item.kind}, {item.responsibility}, {item.level}, {item.skill}"
    yield f"{difficulty_words(item.difficulty)}: p {item.difficulty:.2f}"
    yield "holds for " + ", ".join(f"{name} {said}" for name, said in item.valid.items())
    yield evidence_words(proved.to_json()) if proved else CHANGED


def _key(item: Package) -> Iterator[str]:
    if isinstance(item.key, CodeKey | SuiteKey):
        yield "\n".join(map(_behaviour, item.key.manifest))
        yield _wrapped(item.key.why)
        for file in _hidden(item.key):
            yield _block(file, "hidden")
        return
    if isinstance(item.key, RubricKey):
        for one in item.key.criteria:
            anchors = [(str(level), anchor) for level, anchor in enumerate(one.anchors)]
            yield f"{one.says}\n{_listed(anchors)}"
        yield _wrapped(item.key.why)
        return
    ordered = item.kind == "ordering"
    for place, line in enumerate(keys.explain(item.content, item.key), start=1):
        sign = f"{place}." if ordered else "right" if line.is_right else "wrong"
        yield _wrapped(line.text, sign, under=line.why)


def _hidden(key: CodeKey | SuiteKey) -> Sequence[File]:
    if isinstance(key, CodeKey):
        return key.tests
    return [
        File(name=f"{name}/{file.name}", text=file.text)
        for name, files in {**key.references, **key.mutants}.items()
        for file in files
    ]


def _behaviour(one: Behaviour) -> str:
    sign = "gate" if one.gate else f"×{one.weight}"
    return _wrapped(one.says, f"{sign:<4}", under=one.id)


def _block(file: File, words: str, *, numbered: bool = False) -> str:
    """The file between lines, as it is."""
    text = file.text.rstrip("\n")
    if numbered:
        lines = text.split("\n")
        size = len(str(len(lines)))
        text = "\n".join(f"{n:>{size}}  {line}".rstrip() for n, line in enumerate(lines, start=1))
    head = f"── {file.name} ({words}) "
    return f"{head}{'─' * max(0, WIDTH - len(head))}\n{text}\n{LINE}"


def _listed(entries: Sequence[tuple[str, str]]) -> str:
    return "\n".join(_wrapped(text, f"{name})") for name, text in entries)


def _wrapped(text: str, sign: str = "", *, under: str = "") -> str:
    """A sign, and beside it the text in lines; what explains it stands below."""
    column = f"  {sign} " if sign else ""
    room = " " * len(column)
    parts = [fill(text, WIDTH, initial_indent=column, subsequent_indent=room)]
    if under:
        parts.append(fill(under, WIDTH, initial_indent=room, subsequent_indent=room))
    return "\n".join(parts)


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
