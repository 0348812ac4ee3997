"""A picture that somebody sends becomes a small PNG of ours, or is refused in words."""

import contextlib
import io
import struct
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assay.accounts import logos
from assay.core.errors import Invalid


def picture(form="PNG", size=(200, 80), mode="RGB", colour="#0f6257", **more):
    """A picture of one colour, as a file of that format."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, form, **more)
    return file.getvalue()


def opened(logo):
    return Image.open(io.BytesIO(logo.png), formats=["PNG"])


def refusal(data):
    with pytest.raises(Invalid) as refused:
        logos.read(data)
    return refused.value.fields["logo"]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_each_format_becomes_a_png(form):
    logo = logos.read(picture(form))
    assert logo.png.startswith(b"\x89PNG")
    assert (logo.width, logo.height) == opened(logo).size == (200, 80)


@pytest.mark.parametrize(
    ("size", "kept"), [((2000, 500), (480, 120)), ((300, 900), (53, 160)), ((40, 20), (40, 20))]
)
def test_it_fits_the_box_and_is_never_blown_up(size, kept):
    logo = logos.read(picture(size=size))
    assert (logo.width, logo.height) == kept


def test_clear_margins_are_cut_off():
    canvas = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    canvas.paste((122, 31, 92, 255), (100, 150, 300, 250))
    file = io.BytesIO()
    canvas.save(file, "PNG")
    logo = logos.read(file.getvalue())
    assert (logo.width, logo.height) == (200, 100)


def test_nothing_but_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    logo = logos.read(picture("JPEG", exif=exif, comment=b"a comment with <script>"))
    assert b"home" not in logo.png
    assert b"<script>" not in logo.png


def test_a_turned_photograph_is_turned_back():
    exif = Image.Exif()
    exif[0x0112] = 6
    logo = logos.read(picture("JPEG", size=(200, 80), exif=exif))
    assert (logo.width, logo.height) == (64, 160)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", logos.EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", logos.SVG),
        (b"<?xml version='1.0'?>\n<!-- a logo --><SVG/>", logos.SVG),
        (b"not a picture", logos.UNREADABLE),
        (picture("GIF"), logos.UNREADABLE),
        (picture("TIFF"), logos.UNREADABLE),
        (picture("PNG")[:-40], logos.UNREADABLE),
        (picture("PNG", size=(8, 8)), logos.TOO_SMALL),
        (picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)), logos.TOO_SMALL),
        (b"\x89PNG\r\n\x1a\n" + b"x" * (1024 * 1024), logos.TOO_LARGE),
    ],
    ids=["empty", "svg", "svg-in-xml", "text", "gif", "tiff", "cut-off", "tiny", "clear", "huge"],
)
def test_what_is_no_logo_is_refused_in_words(data, said):
    assert refusal(data) == said


def png_of(width, height, rows=b""):
    """A PNG that says it is so large, whatever it holds."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [4_001, 12_000, 60_000])
def test_a_bomb_is_refused_by_its_header(side):
    assert refusal(png_of(side, side)) in (logos.TOO_MANY_PIXELS, logos.UNREADABLE)


def test_what_is_packed_behind_the_last_row_is_left_packed():
    began = time.process_time()
    logo = logos.read(png_of(100, 100, rows=bytes(200_000_000)))
    assert (logo.width, logo.height) == (100, 100)
    assert time.process_time() - began < 2


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=60), st.integers(0, 400))
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(noise, at):
    data = bytearray(picture("PNG"))
    data[at : at + len(noise)] = noise
    with contextlib.suppress(Invalid):
        assert logos.read(bytes(data)).png
