"""What an item asks, typed by kind, and what a candidate sees of it. Pure.

The key is never part of a content: keys.py knows what is right, answers.py reads what was given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from assay.bank.answers import SHAPES, Shape, Value, parse_answer

Kind = Literal[
    "single", "multiple", "ordering", "fillin", "output", "hotspot",
    "code", "bugfix", "query", "config", "docs", "tests",
]  # fmt: skip
Feedback = Literal["names", "count", "nothing"]
"""What a candidate learns of the hidden tests, after the end: which behaviours hold, how many."""
PURE_KINDS: tuple[Kind, ...] = ("single", "multiple", "ordering", "fillin", "output", "hotspot")
CODE_KINDS: tuple[Kind, ...] = ("code", "bugfix", "query", "config", "docs", "tests")
"""Those whose answers are files, which are run to be marked."""
KINDS = (*PURE_KINDS, *CODE_KINDS)

__all__ = [
    "CODE_KINDS", "KINDS", "PURE_KINDS", "SHAPES", "Content", "Feedback", "File", "Kind", "Option",
    "Unreadable", "Value", "View", "candidate_view", "parse", "parse_answer", "to_json",
]  # fmt: skip

LANGUAGES = {".py": "python", ".md": "markdown", ".html": "jinja", ".txt": "text", ".toml": "toml",
             ".js": "javascript", ".sql": "sql", ".json": "json", ".conf": "nginx", ".log": "text",
             ".sh": "shell", ".ini": "ini", ".cfg": "ini"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Option:
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
    `most`: how many lines of its one file may be marked (hotspot).
    Where the answer is files: `entry` is the application, as bank.runner.Spec has it; `visible`
    are tests that the candidate sees and may run; `feedback` what the hidden ones let know.
    """

    kind: Kind
    stem: str
    files: tuple[File, ...] = ()
    options: tuple[Option, ...] = ()
    fixed_order: bool = False
    most: int = 0
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
        """What an answer may name: options, lines by number, or the files that may be changed."""
        if self.kind == "hotspot":
            return tuple(str(n + 1) for n in range(len(self.files[0].text.splitlines())))
        if self.is_code:
            return tuple(file.name for file in self.files if file.editable)
        return self.option_ids


@dataclass(frozen=True, kw_only=True)
class View:
    """What a candidate sees: `stem` is Markdown with the given files in it; no key, no whys.

    Files that are marked or changed stand in `files`, not in the stem.
    """

    kind: Kind
    shape: Shape
    stem: str
    options: tuple[Option, ...]
    files: tuple[File, ...] = ()
    visible: tuple[File, ...] = ()
    most: int = 0


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
            most=int(given.get("most", 0)),
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
    if content.kind == "hotspot":
        told["most"] = content.most
    if content.is_code:
        told |= {"entry": content.entry, "feedback": content.feedback}
        told["visible"] = files_to_json(content.visible)
    return told


def files_to_json(files: Sequence[File]) -> list[dict[str, Any]]:
    return [
        {"name": file.name, "text": file.text} | ({"editable": True} if file.editable else {})
        for file in files
    ]


def candidate_view(content: Content, option_order: Sequence[str] = ()) -> View:
    """The item as it is shown, options in the paper's order (empty: as they were written).

    Raises Unreadable where the order is not one of exactly these options.
    """
    found = {option.id: option for option in content.options}
    order = tuple(option_order) or content.option_ids
    if sorted(order) != sorted(found):
        raise Unreadable(f"the order {order} is not one of {content.option_ids}")
    apart = content.is_code or content.kind == "hotspot"
    return View(
        kind=content.kind,
        shape=SHAPES[content.kind],
        stem=content.stem.strip() if apart else _shown(content),
        options=tuple(found[name] for name in order),
        files=content.files if apart else (),
        visible=content.visible,
        most=content.most,
    )


def _shown(content: Content) -> str:
    """The stem, then each file as a block of code under its name."""
    parts = [content.stem.strip()]
    for file in content.files:
        if len(content.files) > 1:
            parts.append(f"`{file.name}`")
        parts.append(as_block(file))
    return "\n\n".join(parts)


def as_block(file: File) -> str:
    """The file as Markdown's block of code, whatever stands in it."""
    language = LANGUAGES.get(PurePosixPath(file.name).suffix, "text")
    fence = "```"
    while fence in file.text:
        fence += "`"
    return f"{fence}{language}\n{file.text.rstrip()}\n{fence}"


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
