"""Markdown to safe HTML: render() for blocks, render_inline() for an option. Pure.

Raw HTML is text, code is highlighted by Pygments' classes (no style attribute), pictures are left
out (no request leaves the page), and nh3 has the last word about every tag and address.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "span",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "div": {"class"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"class"},
}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer"
FORMATTER = HtmlFormatter(nowrap=True)


def _fence(renderer: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    """A block of code; one that scrolls sideways must be reachable by keyboard."""
    token = tokens[at]
    name = (token.info.split() or ["text"])[0]
    try:
        lexer = get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=False)
    inner = highlight(token.content, lexer, FORMATTER)
    return f'<div class="highlight"><pre tabindex="0"><code>{inner}</code></pre></div>\n'


def _make() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["heading", "lheading", "image", "html_block", "html_inline"])
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_block", _fence)
    return parser


PARSER = _make()


@lru_cache(maxsize=2048)
def render(text: str) -> str:
    """Safe HTML of blocks."""
    return _clean(PARSER.render(text))


@lru_cache(maxsize=4096)
def render_inline(text: str) -> str:
    """Safe HTML of one line, without a paragraph around it."""
    return _clean(PARSER.renderInline(text))


def plain(text: str) -> str:
    """The words alone, for a label or a title; not escaped."""
    return "".join(_words(PARSER.parseInline(text))).strip()


def _words(tokens: Sequence[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.children:
            found += _words(token.children)
        elif token.type in ("text", "code_inline"):
            found.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            found.append(" ")
    return found


def _clean(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL
    ).strip()
