"""read(): a picture that somebody sent becomes a small PNG of ours; nothing else is kept. Pure.

What comes in is hostile: the format is decided by its first bytes, its size by its header before a
single pixel is decoded, and what is kept is drawn anew. SVG is refused: it can hold scripts.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

from assay.core.errors import Invalid

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 1024 * 1024
MOST_PIXELS = 16_000_000
LEAST_SIDE = 16
BOX = (480, 160)
"""Pixels of what is kept: twice what any page shows."""

UNREADABLE = "This is not a PNG, JPEG or WebP picture that can be read."
SVG = "An SVG can hold scripts. Save it as PNG, and send that."
TOO_LARGE = "The file is larger than 1 MB. Save it smaller."
TOO_MANY_PIXELS = "The picture has more than 16 million pixels. Save it smaller."
TOO_SMALL = f"The picture is smaller than {LEAST_SIDE} pixels. Send a larger one."
EMPTY = "Choose a picture first."

_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, OverflowError, MemoryError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""All that Pillow raises for pictures that are none."""


@dataclass(frozen=True, kw_only=True)
class Logo:
    png: bytes
    width: int
    height: int


def read(data: bytes) -> Logo:
    """No larger than BOX, without margins and metadata. Invalid("logo", …) says why not."""
    if not data:
        raise Invalid("logo", EMPTY)
    if len(data) > MOST_BYTES:
        raise Invalid("logo", TOO_LARGE)
    if b"<svg" in data[:1024].lower():
        raise Invalid("logo", SVG)
    try:
        return _drawn(data)
    except _BROKEN:
        raise Invalid("logo", UNREADABLE) from None


@contextmanager
def _no_half_pictures() -> Iterator[None]:
    """Pillow takes files that were cut off where another library of the process told it so."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _drawn(data: bytes) -> Logo:
    with _no_half_pictures(), Image.open(io.BytesIO(data), formats=FORMATS) as sent:
        if sent.width * sent.height > MOST_PIXELS:
            raise Invalid("logo", TOO_MANY_PIXELS)
        sent.draft("RGB", BOX)
        picture = ImageOps.exif_transpose(sent).convert("RGBA")
    picture = picture.crop(picture.getchannel("A").getbbox() or (0, 0, 0, 0))
    if min(picture.size) < LEAST_SIDE:
        raise Invalid("logo", TOO_SMALL)
    picture.thumbnail(BOX, Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return Logo(png=kept.getvalue(), width=picture.width, height=picture.height)
