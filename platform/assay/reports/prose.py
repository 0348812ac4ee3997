"""Texts of questions and answers for print: well-formed, cut to a length, nothing in them unseen.

Pure. What was typed is never markup; what authors wrote is Markdown that the bank makes safe.
"""

import re
import unicodedata
from collections.abc import Collection

from markupsafe import Markup

from assay.bank import markdown

JOINERS = "\u200c\u200d"
"""Signs without a width that names in Persian or Devanagari are spelt with."""
MOST_LINES, MOST_SIGNS = 60, 6000
"""So much of one text is printed; all of it stands in the data that is attached."""
UNSEEN = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
LEFT_OUT = re.compile(r"</?(?:span|a)\b[^>]*>")
"""Colours of code and links: print has neither."""
VOID = re.compile(r"<(br|hr)>")


def visible(text: str, missing: Collection[str] = ()) -> str:
    """Signs that hide, or turn what follows, as `[U+202E]`; so are letters that no font has."""
    return "".join(
        f"[U+{ord(sign):04X}]" if sign in missing or _is_unseen(sign) else sign
        for sign in text.replace("\r\n", "\n")
    )


def _is_unseen(sign: str) -> bool:
    return sign not in "\n\t" and sign not in JOINERS and unicodedata.category(sign) in UNSEEN


def cut(text: str) -> tuple[str, int]:
    """(what is printed of it, how many more lines there are)."""
    lines = text.rstrip().split("\n")
    kept: list[str] = []
    room = MOST_SIGNS
    for line in lines[:MOST_LINES]:
        if len(line) > room:
            if not kept:
                kept.append(line[:room] + " …")
            break
        kept.append(line)
        room -= len(line) + 1
    return "\n".join(kept), len(lines) - len(kept)


def blocks(text: str, missing: Collection[str] = ()) -> Markup:
    """An author's Markdown as well-formed XML, without colours and links."""
    return _xml(markdown.render(visible(text, missing)))


def inline(text: str, missing: Collection[str] = ()) -> Markup:
    """The same for one line."""
    return _xml(markdown.render_inline(visible(text, missing)))


def _xml(html: str) -> Markup:
    told = VOID.sub(r"<\1/>", LEFT_OUT.sub("", html)).replace("&nbsp;", "&#160;")
    return Markup(told)  # noqa: S704 (cleaned by the bank)
