"""What a candidate sees of an item. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assay.bank.answers import SHAPES, Shape
from assay.bank.content import Content, File, Kind, Option, Row, Unreadable

LANGUAGES = {".py": "python", ".md": "markdown", ".html": "jinja", ".txt": "text", ".toml": "toml",
             ".js": "javascript", ".sql": "sql", ".json": "json", ".conf": "nginx", ".log": "text",
             ".sh": "shell", ".ini": "ini", ".cfg": "ini"}  # fmt: skip


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
    rows: tuple[Row, ...] = ()
    most: int = 0
    words: int = 0


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
        rows=content.rows,
        most=content.most,
        words=content.words,
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
