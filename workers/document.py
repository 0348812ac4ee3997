"""Document: well-formed markup for the renderer, by a parser in C and a style sheet of what we use.

The renderer's own parser mends tag soup, and its style sheet gives every element six kinds of
footnote: together a fifth of the time that a report takes.
"""

import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

import cssselect2
from weasyprint import CSS, HTML

USED = """
head, meta, title, style { display: none }
html, body, main, section, div, h1, h2, h3, p, ul, ol, li, pre, blockquote, hr { display: block }
pre { white-space: pre-wrap }
table { display: table; box-sizing: border-box; border-spacing: 0; text-indent: initial }
thead { display: table-header-group } tbody { display: table-row-group }
tr { display: table-row } th, td { display: table-cell }
thead, tbody { vertical-align: middle } tr, th, td { vertical-align: inherit }
h1 { bookmark-level: 1 } h2 { bookmark-level: 2 } h3 { bookmark-level: 3 }
h1, h2, h3 { bookmark-label: content(text); break-after: avoid; break-inside: avoid }
strong { font-weight: bold } em { font-style: italic }
ol { list-style-type: decimal }
svg { overflow: hidden }
@page { @bottom-left { text-align: left } @bottom-right { text-align: right } }
"""


class NotWellFormed(Exception):
    """The markup is no XML: ours always is."""


class Document(HTML):  # type: ignore[misc]
    """As weasyprint.HTML, of markup that is well-formed; elements that USED lacks are inline."""

    def __init__(self, markup: str, fetcher: Any) -> None:
        try:
            # Every text in it is escaped, and it declares no entities: nothing can be expanded.
            tree = ET.fromstring(markup)  # noqa: S314
        except ET.ParseError as error:
            raise NotWellFormed(str(error)) from error
        self.base_url, self.url_fetcher, self.media_type = "asset:", fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_used()]


@cache
def _used() -> CSS:
    return CSS(string=USED)
