"""One question as a candidate meets it: its text, what to answer with, the answer that stands."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from markupsafe import Markup

from assay.assessments import queries as assessments
from assay.bank import content as contents
from assay.bank import markdown
from assay.bank.answers import MOST_TEXT, Shape, Value, parse_answer
from assay.bank.view import View, as_block, candidate_view
from assay.core.errors import Invalid
from assay.sittings import queries
from assay.sittings.models import Sitting
from assay.testroom.trials import Trial, trial


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
    """Each kind fills what it is answered with: options, lines of a file, or files.

    `seq` is that of the answer that stands (0: none); `key` names the next save of this page."""

    position: int
    is_last: bool
    kind: str
    shape: Shape
    stem: Markup
    points: str
    minutes: str
    options: tuple[Option, ...]
    value: Value | None
    seq: int
    key: str
    flagged: bool
    next_href: str
    files: tuple[GivenFile, ...] = ()
    lines: tuple[str, ...] = ()
    most: int = 0
    visible: tuple[Shown, ...] = ()
    trial: Trial | None = None
    most_text: int = MOST_TEXT

    @property
    def chosen(self) -> list[str]:
        """The options that the answer names."""
        given = (self.value or {}).get(self.shape, [])
        return [given] if isinstance(given, str) else list(given)

    @property
    def text(self) -> str:
        return str((self.value or {}).get("text", ""))


def question(sitting: Sitting, position: int, *, of: int) -> Question:
    """NotFound where the paper has no such place."""
    place, version = assessments.question(sitting.paper_id, position)
    content = contents.parse(version.kind, version.content)
    view = candidate_view(content, place.option_order or ())
    stands = queries.answer(sitting.id, position)
    value = stands.value if stands else None
    is_last = position >= of
    return Question(
        position=position,
        is_last=is_last,
        kind=view.kind,
        shape=view.shape,
        stem=Markup(markdown.render(view.stem)),  # noqa: S704  # cleaned by markdown.render
        points=_many(place.points, "point"),
        minutes=_many(version.minutes, "minute") if version.minutes else "",
        options=_options(view.options, (value or {}).get("order")),
        value=value,
        seq=stands.seq if stands else 0,
        key=secrets.token_urlsafe(12),
        flagged=position in sitting.flagged,
        next_href=url_for("review") if is_last else url_for("room", position=position + 1),
        files=_files(view, (value or {}).get("files", {})),
        lines=tuple(view.files[0].text.splitlines()) if view.shape == "lines" else (),
        most=view.most,
        visible=tuple(Shown(name=one.name, code=_code(one)) for one in view.visible),
        trial=trial(sitting.id, position, content, seq=stands.seq if stands else 0),
    )


def answer_in(asked: Question, form: Mapping[str, Any]) -> Value | None:
    """What a posted form answers; Invalid("answer", …) where it answers nothing that is asked.

    Files that are all as they were given are no answer.
    """
    value = parse_answer(asked.kind, form, _answerable(asked))
    if value and asked.shape == "lines" and len(value["lines"]) > asked.most:
        raise Invalid("answer", f"Mark at most {asked.most} lines.")
    given = {file.name: file.given for file in asked.files if file.editable}
    if value and asked.shape == "files" and given | value["files"] == given:
        return None
    return value


def _answerable(asked: Question) -> list[str]:
    if asked.shape == "files":
        return [file.name for file in asked.files if file.editable]
    if asked.shape == "lines":
        return [str(n + 1) for n in range(len(asked.lines))]
    return [option.id for option in asked.options]


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
    return tuple(
        Option(
            id=name,
            text=Markup(markdown.render_inline(found[name].text)),  # noqa: S704  # cleaned there
            plain=markdown.plain(found[name].text),
        )
        for name in names
    )


def _many(count: Decimal | int, unit: str) -> str:
    words = f"{count:g}" if isinstance(count, Decimal) else str(count)
    return f"{words} {unit}" if words == "1" else f"{words} {unit}s"
