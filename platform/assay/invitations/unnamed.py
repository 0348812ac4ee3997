"""A candidate without their name: the code that stands for it, the name out of a text. Pure.

What somebody tells of themselves in other words stays: a machine can't know what names a person.
"""

import re
import unicodedata
from uuid import UUID

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: without I, L, O and U, which are misread."""
LENGTH, BITS = 6, 5
SHORTEST = 3
"""Letters of a part of a name that is looked for: shorter ones stand in too many other words."""
GONE = "[name]"


def code_of(invitation_id: UUID) -> str:
    """`Candidate 7F3K2M`, the same everywhere: the first thirty bits of the id, which are random.

    Of a thousand candidates two share a code about once in two thousand times.
    """
    number = invitation_id.int >> (128 - LENGTH * BITS)
    signs = (SIGNS[number >> BITS * place & 31] for place in reversed(range(LENGTH)))
    return f"Candidate {''.join(signs)}"


def naming(name: str, *also: str) -> re.Pattern[str]:
    """Whatever names the candidate, the longest first: the whole name, its parts, what is `also`
    told of them, such as an address. It matches nothing where there is nothing to find."""
    words = {one for one in (name, *name.split(), *also) if _is_telling(one)}
    any_ = "|".join(map(_as_word, sorted(words, key=len, reverse=True))) or r"(?!)"
    return re.compile(any_, re.IGNORECASE)


def _is_telling(word: str) -> bool:
    return len(word) >= (2 if _is_wide(word) else SHORTEST)


def _as_word(word: str) -> str:
    """Between what are no letters; East Asian scripts set no blanks between words."""
    return re.escape(word) if _is_wide(word) else rf"(?<![^\W_]){re.escape(word)}(?![^\W_])"


def _is_wide(word: str) -> bool:
    return any(unicodedata.east_asian_width(sign) in "WF" for sign in word)
