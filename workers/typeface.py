"""prove(): every letter of a PDF is printed from an embedded font, by its own glyph.

A wrong glyph is not seen by any text search: the letter is right underneath, another is printed.
"""

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pyhanko.pdf_utils.reader import PdfFileReader


class WrongType(Exception):
    """A font is missing, or a letter is not printed as itself."""


def prove(pdf: bytes, *, needed: frozenset[str] = frozenset()) -> frozenset[str]:
    """The embedded fonts, by name; raises WrongType. `needed` names families that must be there."""
    found = set()
    for name, font in _fonts(pdf):
        _prove_font(name, font)
        found.add(name)
    for family in needed:
        if not any(name == family or name.startswith(f"{family} ") for name in found):
            raise WrongType(f"{family} is not embedded; {sorted(found)} are")
    return frozenset(found)


def _fonts(pdf: bytes) -> Iterator[tuple[str, Any]]:
    reader = PdfFileReader(io.BytesIO(pdf))
    seen = set()
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page, _ = reader.find_page_for_modification(number)  # type: ignore[no-untyped-call]
        fonts = page.get_object()["/Resources"]["/Font"]
        for key in fonts:
            font = fonts[key]
            name = str(font["/BaseFont"])
            if name not in seen:
                seen.add(name)
                yield re.sub(r"^/?[A-Z]{6}\+", "", name).rstrip(",").replace("-", " "), font


def _prove_font(name: str, font: Any) -> None:
    descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
    kept = [descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor]
    if not kept:
        raise WrongType(f"{name} is not embedded")
    face = TTFont(io.BytesIO(kept[0].data), lazy=True)
    letters = defaultdict(set)
    for code, glyph in (face.getBestCmap() or {}).items():
        letters[face.getGlyphID(glyph)].add(chr(code))
    for glyph, text in _shown(font["/ToUnicode"].data.decode("ascii")):
        if not 0 < glyph < face["maxp"].numGlyphs:
            raise WrongType(f"{name} has no glyph for {text!r}")
        if glyph in letters and not _is_one_of(text, letters[glyph]):
            raise WrongType(f"{name} prints {text!r} as {min(letters[glyph])!r}")


def _shown(mapping: str) -> Iterator[tuple[int, str]]:
    """The glyphs in use, and the text that each stands for."""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", mapping, re.DOTALL):
        for glyph, text in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", block):
            yield int(glyph, 16), bytes.fromhex(text).decode("utf-16-be")


def _is_one_of(text: str, letters: set[str]) -> bool:
    """Whether it is the same letter: shaped forms count, ligatures and signs are not judged."""
    if len(text) != 1 or unicodedata.category(text)[0] not in "LN":
        return True
    return any(_base(text) == _base(letter) for letter in letters)


def _base(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[:1]
