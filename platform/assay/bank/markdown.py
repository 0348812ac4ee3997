"""Markdown to safe HTML: render() for blocks, render_inline() for an option. Pure.

Raw HTML is text, code is highlighted by Pygments' classes (no style attribute), of a picture its
words are left (no request leaves the page), links lead to whole addresses elsewhere and never into
our own pages, and nh3 has the last word about every tag and address.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "span",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"class"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"class"},
}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer"
FORMATTER = HtmlFormatter(nowrap=True)
LANGUAGES = frozenset({
    "bash", "console", "css", "diff", "docker", "html", "html+jinja", "http", "ini",
    "javascript", "jinja", "js", "json", "markdown", "nginx", "pycon", "pytb", "python", "shell",
    "sql", "text", "toml", "xml", "yaml",
})  # fmt: skip
"""What is coloured. Pygments knows hundreds more, some of them slow on purpose-made text."""


def _fence(renderer: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    """A block of code; one that scrolls sideways must be reachable by keyboard."""
    token = tokens[at]
    name = (token.info.split() or ["text"])[0]
    lexer = get_lexer_by_name(name if name in LANGUAGES else "text", stripnl=False)
    inner = highlight(token.content, lexer, FORMATTER)
    return f'<div class="highlight"><pre tabindex="0"><code>{inner}</code></pre></div>\n'


def _words_of_picture(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return escape("".join(_words(tokens[at].children or ())))


def _make() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["heading", "lheading", "html_block", "html_inline"])
    parser.add_render_rule("image", _words_of_picture)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_block", _fence)
    return parser


PARSER = _make()


@lru_cache(maxsize=512)
def render(text: str) -> str:
    """Safe HTML of blocks."""
    return _clean(PARSER.render(text))


@lru_cache(maxsize=2048)
def render_inline(text: str) -> str:
    """Safe HTML of one line, without a paragraph around it."""
    return _clean(PARSER.renderInline(text))


def parse(text: str) -> list[Token]:
    """Of blocks, for who fills something in before it is shown."""
    return PARSER.parse(text)


def shown(tokens: Sequence[Token]) -> str:
    """Safe HTML of blocks that were parsed here."""
    return _clean(PARSER.renderer.render(tokens, PARSER.options, {}))


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
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=REL,
    ).strip()
