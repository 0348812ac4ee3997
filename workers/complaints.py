"""What the press refuses a document for. Apart from it, since the press is big to load."""

import re
from collections.abc import Sequence

NO_GLYPH = re.compile(r"\.notdef.*\(U\+([0-9A-F]{4,6})\)", re.DOTALL)


class NotPrinted(Exception):
    """The renderer complained: the document is not what it should be."""


class LettersMissing(NotPrinted):
    """Nothing but this is wrong: no font that is installed has these letters."""

    def __init__(self, words: str, letters: frozenset[str]) -> None:
        super().__init__(words)
        self.letters = letters


def refusal(complaints: Sequence[str]) -> NotPrinted:
    """The error for what a renderer has logged."""
    words = "; ".join(complaints[:5])
    found = [NO_GLYPH.search(one) for one in complaints]
    letters = frozenset(chr(int(one[1], 16)) for one in found if one)
    return LettersMissing(words, letters) if all(found) else NotPrinted(words)
