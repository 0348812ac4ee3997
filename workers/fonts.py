"""The fonts of the look, for print: read once a process, the Latin ones set to the weights in use.

A variable font would be set to its weight anew for every document: a tenth of a report's time.
"""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

import assay

FOLDER = Path(assay.__file__).parent / "web" / "static" / "built" / "fonts"
"""Where `npm run build` puts them, by script."""
FAMILIES = {
    "source-sans-3": ("Source Sans 3", (400, 600)),
    "source-serif-4": ("Source Serif 4", (600,)),
    "source-code-pro": ("Source Code Pro", (400,)),
}
"""The stem of the files: the family, and the weights that the style sheet asks for."""


class Face(NamedTuple):
    """One font file under its address; without a weight it is variable and has them all."""

    family: str
    weight: int | None
    url: str
    data: bytes

    @property
    def rule(self) -> str:
        weight = f" font-weight: {self.weight};" if self.weight else ""
        return f'@font-face {{ font-family: "{self.family}";{weight} src: url({self.url}) }}'


@cache
def faces() -> tuple[Face, ...]:
    """Every face; empty where the front end was not built."""
    return tuple(face for file in sorted(FOLDER.glob("*.woff2")) for face in _of(file))


def _of(file: Path) -> Iterator[Face]:
    """`source-sans-3-latin-ext-wght-normal-….woff2` is the family "Source Sans 3 latin-ext".

    Each script has a family of its own: WeasyPrint 70 takes files that share family and weight for
    one font, and prints the letters of one by the glyph numbers of another without a word.
    """
    stem = re.fullmatch(r"(source-\w+-\w+)-([a-z-]+)-wght-normal-\w+\.woff2", file.name)
    if stem is None or stem[1] not in FAMILIES:
        return
    family, weights = FAMILIES[stem[1]]
    if stem[2] == "latin":
        for weight in weights:
            yield Face(family, weight, f"asset:{file.stem}-{weight}.ttf", _set(file, weight))
    else:
        yield Face(f"{family} {stem[2]}", None, f"asset:{file.name}", file.read_bytes())


def _set(file: Path, weight: int) -> bytes:
    """The font at one weight, everything else as it is by default."""
    font = TTFont(file)
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    font.flavor = None
    out = io.BytesIO()
    instantiateVariableFont(font, axes | {"wght": weight}, inplace=True).save(out)
    font.close()
    return out.getvalue()
