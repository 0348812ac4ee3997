"""What an item asks, typed by kind, and what a candidate sees of it. Pure.

The key is never part of a content: keys.py knows what is right, answers.py reads what was given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, ClassVar, Literal

from assay.bank.answers import SHAPES, Shape, Value, parse_answer

Kind = Literal["single", "multiple", "ordering", "fillin", "output"]
KINDS: tuple[Kind, ...] = ("single", "multiple", "ordering", "fillin", "output")

__all__ = [
    "KINDS", "SHAPES", "Content", "File", "FillinContent", "Kind", "MultipleContent", "Option",
    "OrderingContent", "OutputContent", "SingleContent", "Value", "View", "candidate_view",
    "parse", "parse_answer", "to_json",
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
    """A file that is shown with the stem."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What every kind has; `stem` is Markdown. Only kinds with options fill `options`.

    `fixed_order`: the options stand in an order of their own (numbers) and are never shuffled.
    """

    kind: ClassVar[Kind]
    stem: str
    files: tuple[File, ...] = ()
    options: tuple[Option, ...] = ()
    fixed_order: bool = False

    @property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)


class SingleContent(Content):
    """One option is right."""

    kind = "single"


class OutputContent(Content):
    """One option is what the shown program prints."""

    kind = "output"


class MultipleContent(Content):
    """Each option is a statement that holds or does not."""

    kind = "multiple"


class OrderingContent(Content):
    """The options are steps to be put in order."""

    kind = "ordering"


class FillinContent(Content):
    """A short text is typed."""

    kind = "fillin"


CLASSES: Mapping[str, type[Content]] = {
    one.kind: one
    for one in (SingleContent, MultipleContent, OrderingContent, FillinContent, OutputContent)
}


@dataclass(frozen=True, kw_only=True)
class View:
    """What a candidate sees: `stem` is Markdown with the given files in it; no key, no whys."""

    kind: Kind
    shape: Shape
    stem: str
    options: tuple[Option, ...]


class Unreadable(ValueError):
    """Not an item's content (or key) of this kind."""


def parse(kind: str, given: Mapping[str, Any]) -> Content:
    """The content of an item version, as the database or a package holds it; or Unreadable."""
    if kind not in CLASSES:
        raise Unreadable(f"unknown kind {kind!r}")
    try:
        content = CLASSES[kind](
            stem=_text(given["stem"]),
            files=tuple(
                File(name=_text(file["name"]), text=_text(file["text"]))
                for file in given.get("files", ())
            ),
            options=tuple(
                Option(id=_text(option["id"]), text=_text(option["text"]))
                for option in given.get("options", ())
            ),
            fixed_order=bool(given.get("fixed_order", False)),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{kind}: {type(error).__name__} {error}") from error
    if len(set(content.option_ids)) < len(content.options):
        raise Unreadable(f"{kind}: two options have one name")
    return content


def to_json(content: Content) -> dict[str, Any]:
    """The shape that parse() reads."""
    told: dict[str, Any] = {"stem": content.stem}
    if content.files:
        told["files"] = [{"name": file.name, "text": file.text} for file in content.files]
    if content.options:
        told["options"] = [{"id": option.id, "text": option.text} for option in content.options]
        told["fixed_order"] = content.fixed_order
    return told


def candidate_view(content: Content, option_order: Sequence[str] = ()) -> View:
    """The item as it is shown, options in the paper's order (empty: as they were written).

    Raises Unreadable where the order is not one of exactly these options.
    """
    found = {option.id: option for option in content.options}
    order = tuple(option_order) or content.option_ids
    if sorted(order) != sorted(found):
        raise Unreadable(f"the order {order} is not one of {content.option_ids}")
    return View(
        kind=content.kind,
        shape=SHAPES[content.kind],
        stem=_shown(content),
        options=tuple(found[name] for name in order),
    )


def _shown(content: Content) -> str:
    """The stem, then each file as a block of code under its name."""
    parts = [content.stem.strip()]
    for file in content.files:
        language = LANGUAGES.get(PurePosixPath(file.name).suffix, "text")
        fence = "```"
        while fence in file.text:
            fence += "`"
        if len(content.files) > 1:
            parts.append(f"`{file.name}`")
        parts.append(f"{fence}{language}\n{file.text.rstrip()}\n{fence}")
    return "\n\n".join(parts)


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(f"{given!r} is no text")
    return given
