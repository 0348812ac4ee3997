"""typeface.prove() sees what no text search can: another letter printed over the right text."""

import io
import re

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from workers import typeface
from workers.pdf import make_pdf


@pytest.fixture(scope="module")
def pdf():
    return make_pdf("<html lang='en'><title>t</title><p>Abc</p></html>")


def retold(pdf, change):
    """The PDF with what its first font says about its glyphs changed."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf)))
    page, _ = writer.find_page_for_modification(0)
    fonts = page.get_object()["/Resources"]["/Font"]
    font = fonts[next(iter(fonts))]
    change(font)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def say(font, old, new):
    stream = font["/ToUnicode"]
    stream._data = re.sub(old, new, stream.data)
    stream._encoded_data = None


def test_a_right_document_names_its_fonts(pdf):
    assert typeface.prove(pdf) == {"Source Sans 3"}


def test_another_letter_under_the_same_text_is_found(pdf):
    told = retold(pdf, lambda font: say(font, rb"<0041>", b"<0058>"))
    with pytest.raises(typeface.WrongType, match="prints 'X' as 'A'"):
        typeface.prove(told)


def test_a_glyph_that_the_font_lacks_is_found(pdf):
    told = retold(pdf, lambda font: say(font, rb"<[0-9a-f]{4}> <0041>", b"<ffff> <0041>"))
    with pytest.raises(typeface.WrongType, match="no glyph for 'A'"):
        typeface.prove(told)


def test_a_font_that_is_not_embedded_is_found(pdf):
    def drop(font):
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        del descriptor["/FontFile2"]

    with pytest.raises(typeface.WrongType, match="not embedded"):
        typeface.prove(retold(pdf, drop))


def test_a_family_that_is_needed_must_be_there(pdf):
    with pytest.raises(typeface.WrongType, match="Source Serif 4 is not embedded"):
        typeface.prove(pdf, needed=frozenset({"Source Serif 4"}))
