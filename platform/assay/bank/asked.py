"""One question as it is answered: its words, what to answer with, the answer that stands. Pure.

The candidates' room shows it, and so does whoever lets a question be tried that is kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from markupsafe import Markup

from assay.bank import content as contents
from assay.bank import markdown
from assay.bank.answers import Shape, Value, most_text, parse_answer, words_in
from assay.bank.view import View, as_block
from assay.core.errors import Invalid
from assay.core.languages import Said

LONGEST_IN_A_LIST = 32
LONGEST_WORDS = 90


@dataclass(frozen=True, kw_only=True)
class Option:
    """`plain`: the words alone, for those who hear the page."""

    id: str
    text: Markup
    plain: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A file that is only read, as code."""

    name: str
    code: Markup


@dataclass(frozen=True, kw_only=True)
class GivenFile:
    """A file of the answer: `text` as it stands now, `given` as it was at first.

    Of one that can't be changed there is `code` to read.
    """

    name: str
    text: str
    given: str
    editable: bool
    code: Markup

    @property
    def rows(self) -> int:
        """High enough for what is in it, and some lines more."""
        return min(30, max(8, self.text.count("\n") + 3))


@dataclass(frozen=True, kw_only=True)
class Question:
    """Each kind fills what it is answered with: options, rows to match, lines of a file, or files.

    `seq` is that of the answer that stands (0: none); `key` names the next save of this page;
    `typed` is a text that could not be saved, to be gone on with. `words`: of a text, the most."""

    position: int
    is_last: bool
    kind: str
    shape: Shape
    stem: Markup
    points: str
    minutes: str
    options: tuple[Option, ...]
    answerable: tuple[str, ...]
    value: Value | None
    seq: int
    key: str
    flagged: bool
    next_href: str
    files: tuple[GivenFile, ...] = ()
    rows: tuple[Option, ...] = ()
    lines: tuple[str, ...] = ()
    most: int = 0
    words: int = 0
    visible: tuple[Shown, ...] = ()
    trial: Any = None
    """What came of the visible tests; None where none can be run."""
    previous: int = 0
    """Where one may go back to; 0: nowhere."""
    ends_section: bool = False
    """What comes next is leaving a section that locks."""
    most_text: int = 0
    typed: str | None = None

    @property
    def chosen(self) -> list[str]:
        """The options that the answer names."""
        given = (self.value or {}).get(self.shape, [])
        return [given] if isinstance(given, str) else list(given)

    @property
    def pairs(self) -> Mapping[str, str]:
        """By row the option that the answer names."""
        return dict((self.value or {}).get("pairs", {}))

    @property
    def has_long_options(self) -> bool:
        """Too long to be read in a list that folds up: they are shown above it, with letters."""
        return any(len(option.plain) > LONGEST_IN_A_LIST for option in self.options)

    @property
    def text(self) -> str:
        if self.typed is not None:
            return self.typed
        return str((self.value or {}).get("text", ""))

    @property
    def written(self) -> int:
        """How many words the text has."""
        return words_in(self.text)

    @property
    def is_too_long(self) -> bool:
        return bool(self.words) and self.written > self.words


def shown(view: View, value: Value | None) -> dict[str, Any]:
    """What the view gives to a Question: the words, and what to answer with."""
    return {
        "kind": view.kind,
        "shape": view.shape,
        "stem": Markup(markdown.render(view.stem)),  # noqa: S704  # cleaned by markdown.render
        "options": _options(view.options, (value or {}).get("order")),
        "rows": tuple(map(_option, view.rows)),
        "files": _files(view, (value or {}).get("files", {})),
        "lines": tuple(view.files[0].text.splitlines()) if view.shape == "lines" else (),
        "most": view.most,
        "words": view.words,
        "most_text": most_text(view.kind),
        "visible": tuple(Shown(name=one.name, code=_code(one)) for one in view.visible),
    }


def first_words(stem: str) -> str:
    """Those that the question begins with, in a line. (Its title is the bank's: it may tell what
    the question is after.)"""
    first = markdown.plain(stem.strip().split("\n\n")[0])
    return shorten(first, LONGEST_WORDS, placeholder="…")


def answer_in(asked: Question, form: Mapping[str, Any]) -> Value | None:
    """What a posted form answers; Invalid("answer", …) where it answers nothing that is asked.

    Files that are all as they were given are no answer.
    """
    value = parse_answer(asked.kind, form, asked.answerable)
    if value and asked.shape == "lines" and len(value["lines"]) > asked.most:
        raise Invalid("answer", Said("Mark at most %(most)d lines.", most=asked.most))
    given = {file.name: file.given for file in asked.files if file.editable}
    if value and asked.shape == "files" and given | value["files"] == given:
        return None
    return value


def _files(view: View, answer: Mapping[str, str]) -> tuple[GivenFile, ...]:
    return tuple(
        GivenFile(
            name=file.name,
            text=answer.get(file.name, file.text) if file.editable else file.text,
            given=file.text,
            editable=file.editable,
            code=Markup() if file.editable else _code(file),
        )
        for file in (view.files if view.shape == "files" else ())
    )


def _code(file: contents.File) -> Markup:
    return Markup(markdown.render(as_block(file)))  # noqa: S704  # cleaned there


def _options(shown: tuple[contents.Option, ...], order: list[str] | None) -> tuple[Option, ...]:
    """As the paper has them, or as the candidate has put them in order."""
    found = {one.id: one for one in shown}
    names = order if order and sorted(order) == sorted(found) else list(found)
    return tuple(_option(found[name]) for name in names)


def _option(shown: contents.Option | contents.Row) -> Option:
    return Option(
        id=shown.id,
        text=Markup(markdown.render_inline(shown.text)),  # noqa: S704  # cleaned there
        plain=markdown.plain(shown.text),
    )
