"""Which of our languages a browser wants: the one chosen in it, else the best that it asks for."""

from functools import lru_cache

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from assay.core.languages import LANGUAGES, OURS

COOKIE = "assay_language"
REMEMBERED, LONGEST = 512, 200
"""So many wishes are remembered, where they are not longer; most browsers of a country say one."""


def wanted(chosen: str | None, asked: str) -> str:
    """The code; `chosen` is what the cookie holds, `asked` the browser's Accept-Language."""
    if chosen in LANGUAGES:
        return str(chosen)
    return _best(asked) if len(asked) <= LONGEST else _best.__wrapped__(asked)


@lru_cache(REMEMBERED)
def _best(asked: str) -> str:
    return str(parse_accept_header(asked, LanguageAccept).best_match(LANGUAGES, default=OURS))
