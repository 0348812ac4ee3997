"""What an item asks, typed by kind. Pure.

The key is never part of a content: keys.py knows what is right, answers.py reads what was given,
view.py is what a candidate sees.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "single", "multiple", "ordering", "fillin", "output", "matching", "scenario", "hotspot",
    "code", "bugfix", "query", "config", "docs", "tests",
    "freetext",
]  # fmt: skip
Feedback = Literal["names", "count", "nothing"]
"""What a candidate learns of the hidden tests, after the end: which behaviours hold, how many."""
PURE_KINDS: tuple[Kind, ...] = (
    "single", "multiple", "ordering", "fillin", "output", "matching", "scenario", "hotspot",
)  # fmt: skip
ONE_CHOICE: tuple[Kind, ...] = ("single", "output", "scenario")
"""Those of which exactly one option is right."""
CODE_KINDS: tuple[Kind, ...] = ("code", "bugfix", "query", "config", "docs", "tests")
"""Those whose answers are files, which are run to be marked."""
MACHINE_KINDS: tuple[Kind, ...] = (*PURE_KINDS, *CODE_KINDS)
"""Those that a machine marks: what rules may draw."""
PERSON_KINDS: tuple[Kind, ...] = ("freetext",)
"""Those that only a person marks."""
KINDS = (*MACHINE_KINDS, *PERSON_KINDS)


@dataclass(frozen=True, kw_only=True)
class Option:
    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a matching question, to which one of the options belongs."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that is shown. An `editable` one is what the candidate starts from."""

    name: str
    text: str
    editable: bool = False


@dataclass(frozen=True, kw_only=True)
class Content:
    """What every kind has; `stem` is Markdown. Each kind fills those fields that it needs.

    `fixed_order`: the options stand in an order of their own (numbers) and are never shuffled.
    `rows`: what the options are matched to (matching), in the order that they are shown in.
    `most`: how many lines of its one file may be marked (hotspot).
    `words`: how many a text should have at most (freetext); longer ones are kept as they are.
    Where the answer is files: `entry` is the application, as bank.runner.Spec has it; `visible`
    are tests that the candidate sees and may run; `feedback` what the hidden ones let know.
    """

    kind: Kind
    stem: str
    files: tuple[File, ...] = ()
    options: tuple[Option, ...] = ()
    fixed_order: bool = False
    rows: tuple[Row, ...] = ()
    most: int = 0
    words: int = 0
    entry: str = ""
    visible: tuple[File, ...] = ()
    feedback: Feedback = "count"

    @property
    def is_code(self) -> bool:
        return self.kind in CODE_KINDS

    @property
    def can_be_tried(self) -> bool:
        """Is there anything that a candidate may run? Tests are run on a right application."""
        return self.kind == "tests" or bool(self.visible)

    @property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    @property
    def answerable(self) -> tuple[str, ...]:
        """What an answer may name: options, lines by number, the files that may be changed.

        Of a matching question each row with each option: `1-a`.
        """
        if self.kind == "matching":
            return tuple(f"{row.id}-{name}" for row in self.rows for name in self.option_ids)
        if self.kind == "hotspot":
            return tuple(str(n + 1) for n in range(len(self.files[0].text.splitlines())))
        if self.is_code:
            return tuple(file.name for file in self.files if file.editable)
        return self.option_ids


class Unreadable(ValueError):
    """Not an item's content (or key) of this kind."""


def parse(kind: str, given: Mapping[str, Any]) -> Content:
    """The content of an item version, as the database or a package holds it; or Unreadable."""
    if kind not in KINDS:
        raise Unreadable(f"unknown kind {kind!r}")
    try:
        content = Content(
            kind=kind,
            stem=_text(given["stem"]),
            files=_files(given.get("files", ())),
            options=tuple(
                Option(id=_text(option["id"]), text=_text(option["text"]))
                for option in given.get("options", ())
            ),
            fixed_order=bool(given.get("fixed_order", False)),
            rows=tuple(
                Row(id=_text(row["id"]), text=_text(row["text"])) for row in given.get("rows", ())
            ),
            most=int(given.get("most", 0)),
            words=int(given.get("words", 0)),
            entry=_text(given.get("entry", "")),
            visible=_files(given.get("visible", ())),
            feedback=_feedback(given.get("feedback", "count")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"{kind}: {type(error).__name__} {error}") from error
    if faults := list(_faults(content)):
        raise Unreadable(f"{kind}: {'; '.join(faults)}")
    return content


def _faults(content: Content) -> Iterator[str]:
    if len(set(content.option_ids)) < len(content.options):
        yield "two options have one name"
    if content.kind == "matching" and len({row.id for row in content.rows}) < max(
        2, len(content.rows)
    ):
        yield "there must be two rows at least, each with a name of its own"
    if content.kind == "freetext" and content.words < 1:
        yield "it must be said how many words a text may have"
    if content.kind == "hotspot" and len(content.files) != 1:
        yield "exactly one file must be given"
    if content.is_code and not content.answerable:
        yield "no given file may be changed"
    if content.is_code and not content.entry:
        yield "no entry is named"


def to_json(content: Content) -> dict[str, Any]:
    """The shape that parse() reads."""
    told: dict[str, Any] = {"stem": content.stem}
    if content.files:
        told["files"] = files_to_json(content.files)
    if content.options:
        told["options"] = [{"id": option.id, "text": option.text} for option in content.options]
        told["fixed_order"] = content.fixed_order
    if content.rows:
        told["rows"] = [{"id": row.id, "text": row.text} for row in content.rows]
    if content.kind == "hotspot":
        told["most"] = content.most
    if content.kind == "freetext":
        told["words"] = content.words
    if content.is_code:
        told |= {"entry": content.entry, "feedback": content.feedback}
        told["visible"] = files_to_json(content.visible)
    return told


def files_to_json(files: Sequence[File]) -> list[dict[str, Any]]:
    return [
        {"name": file.name, "text": file.text} | ({"editable": True} if file.editable else {})
        for file in files
    ]


def _files(given: Sequence[Mapping[str, Any]]) -> tuple[File, ...]:
    return tuple(
        File(
            name=_text(file["name"]),
            text=_text(file["text"]),
            editable=bool(file.get("editable", False)),
        )
        for file in given
    )


def _feedback(given: object) -> Feedback:
    if given not in ("names", "count", "nothing"):
        raise ValueError(f"{given!r} is no feedback")
    return given


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(f"{given!r} is no text")
    return given
