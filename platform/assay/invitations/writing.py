"""written(): Markdown with placeholders becomes blocks of safe HTML and of plain text. Pure.

What a placeholder stands for is filled in after the Markdown was read: a name that looks like
Markdown, or like HTML, stays a name.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import fill, indent
from typing import Any

from markdown_it.token import Token
from markupsafe import Markup

from assay.bank import markdown
from assay.invitations.wordings import LINK, PLACEHOLDER, WHOLE_LINK

FILL: dict[str, Any] = {"width": 76, "break_long_words": False, "break_on_hyphens": False}


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph, a list, a table. `button`: it holds nothing but a link with these words."""

    html: Markup
    text: str
    button: str = ""


def written(body: str, values: Mapping[str, str]) -> list[Block]:
    """The body with every placeholder filled in; `values` has each of their names."""
    tokens = markdown.parse(body)
    for token in tokens:
        if token.type in ("fence", "code_block"):
            token.content = filled(token.content, values)
        elif token.children:
            token.children = list(_filled(token.children, values))
    return [_block(part, values[LINK]) for part in _parts(tokens)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Plain text with every placeholder filled in."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def isolated(text: str) -> str:
    """What is written from right to left, so that it does not turn around what follows it."""
    turned = any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in text)
    return f"\u2068{text}\u2069" if turned else text


def _filled(tokens: Sequence[Token], values: Mapping[str, str]) -> Iterator[Token]:
    inside_link = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            inside_link = token.type == "link_open"
            if token.attrs.get("href") == WHOLE_LINK:
                token.attrs["href"] = values[LINK]
        if token.type == "text" and not inside_link:
            yield from _with_links(token.content, values)
        else:
            token.content = filled(token.content, values)
            yield token


def _with_links(text: str, values: Mapping[str, str]) -> Iterator[Token]:
    """The text, in which the candidate's link can be pressed."""
    before, *others = text.split(f"{{{LINK}}}")
    yield Token("text", "", 0, content=filled(before, values))
    for after in others:
        yield Token("link_open", "a", 1, attrs={"href": values[LINK]})
        yield Token("text", "", 0, content=values[LINK])
        yield Token("link_close", "a", -1)
        yield Token("text", "", 0, content=filled(after, values))


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands below one another, each with all that is inside it."""
    part, depth = [], 0
    for token in tokens:
        part.append(token)
        depth += token.nesting
        if depth == 0:
            yield part
            part = []


def _block(part: list[Token], link: str) -> Block:
    words = _button(part, link)
    return Block(
        html=Markup(markdown.shown(part)),  # noqa: S704 (nh3 has had the last word)
        text=f"{words}:\n\n    {link}" if words else "\n".join(_lines(part)),
        button=words,
    )


def _button(part: Sequence[Token], link: str) -> str:
    """The words of the link that is all there is in this paragraph, else nothing."""
    inside = part[1].children if part[0].type == "paragraph_open" else None
    inside = [one for one in inside or () if one.type != "text" or one.content.strip()]
    if len(inside) < 3 or inside[0].attrs.get("href") != link or inside[-1].type != "link_close":
        return ""
    if any(one.type == "link_close" for one in inside[:-1]):
        return ""
    words = "".join(one.content for one in inside)
    return "" if words == link else words


def _lines(part: Sequence[Token]) -> list[str]:
    """Plain text: points of lists hang, code is set in, a table's rows are lines."""
    plain = _Plain()
    for token in part:
        plain.take(token)
    return plain.lines


@dataclass
class _Plain:
    """What was read so far; `lists`: the number of each one's next point, None if it has none."""

    lines: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    quoted: int = 0
    sign: str = ""
    in_cell: bool = False

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._say(_words(token.children or ()))
        elif kind in ("fence", "code_block"):
            self.lines.append(indent(token.content.rstrip("\n"), "    "))
        elif kind == "hr":
            self.lines.append("* * *")
        elif kind.startswith("blockquote"):
            self.quoted += token.nesting
        elif kind in ("th_open", "td_open", "th_close", "td_close"):
            self.in_cell = token.nesting == 1
        elif kind == "tr_close":
            self.lines.append(" | ".join(self.cells))
            self.cells = []
        else:
            self._list(token)

    def _list(self, token: Token) -> None:
        if token.type == "list_item_open":
            number = self.lists[-1]
            self.sign = "- " if number is None else f"{number}. "
            self.lists[-1] = None if number is None else number + 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "bullet_list_open":
            self.lists.append(None)
        elif token.type == "ordered_list_open":
            self.lists.append(int(token.attrs.get("start", 1)))

    def _say(self, words: str) -> None:
        if self.in_cell:
            self.cells.append(words)
            return
        margin = "> " * self.quoted + "  " * (len(self.lists) - 1)
        hanging = margin + ("  " if self.lists else "")
        for line in words.split("\n"):
            first = margin + self.sign if self.sign else hanging
            self.sign = ""
            self.lines.append(fill(line, initial_indent=first, subsequent_indent=hanging, **FILL))


def _words(tokens: Sequence[Token]) -> str:
    """What a line says; the address of a link stands behind its words."""
    said, address, since = "", "", 0
    for token in tokens:
        if token.type == "link_open":
            address, since = str(token.attrs.get("href", "")), len(said)
        elif token.type == "link_close":
            shown = address.removeprefix("mailto:")
            said += "" if said[since:].endswith(shown) else f" ({shown})"
        elif token.type == "softbreak":
            said += " "
        elif token.type == "hardbreak":
            said += "\n"
        else:
            said += token.content
    return said
