"""Every kind of report, as it was signed, held against PDF/UA-1 and PDF/A-3a by tools.

`pdfua` and `page` are checkers by others; complaints() is our own reading of the clauses, each of
which is broken on purpose below.
"""

import io
import zlib
from dataclasses import replace

import page as checker
import pdfua
import pytest
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from assay.tenancy.letterhead import Letterhead
from tests.reports import specimens
from tests.reports.issuing import printed
from tests.workers.archival import complaints, dictionaries, elements
from workers.keyring import Keyring
from workers.verifying import verified

NAMED = ("long", "Chinese", "Arabic", "Devanagari")
BREAKS_DOWN = {"UA-14-001"}
"""What pdfua 0.1.3 can't read of an array; complaints() looks for empty headings in its stead."""
MISREADS = "PDFA3A-STREAM-LENGTH-001"
"""What `page` 0.11 says of a stream whose own last byte is a carriage return."""
PLAIN = {name: make for name, make in specimens.CANDIDATES.items() if name != "long"}
KINDS = (
    PLAIN
    | {"five pages": specimens.five_pages}
    | {
        f"a name: {script}": lambda script=script: replace(
            specimens.strong(), candidate=specimens.PEOPLE[script]
        )
        for script in NAMED
    }
)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return tmp_path_factory.mktemp("keys") / "keys"


def logo():
    """Half of it can be seen through."""
    out = io.BytesIO()
    Image.new("RGBA", (240, 80), (122, 31, 92, 128)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module", params=[*KINDS, "branded"])
def signed(request, keys):
    if request.param != "branded":
        return printed(KINDS[request.param](), keys).pdf
    head = Letterhead(organisation="Bluefjord", accent="#7a1f5c", ink="#ffffff", logo_key="a.png")
    return printed(specimens.strong(), keys, head=head, logo=logo()).pdf


@pytest.fixture
def file(signed, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(signed)
    return path


@pytest.fixture(scope="module")
def whole(keys):
    """One report with every kind of part, to do harm to."""
    return printed(specimens.noted(), keys).pdf


def test_a_checker_of_pdf_ua_finds_nothing(file):
    told = pdfua.validate(str(file))
    assert [one.to_dict() for one in told.findings] == []
    assert {one.rule_id for one in told.skipped} <= BREAKS_DOWN


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_checker_of_both_standards_finds_nothing(signed, profile):
    told = checker.validate_pdf_bytes(signed, profile=profile)
    excused = {MISREADS} if b"\r\nendstream" in signed else set()
    found = [(one.rule_id, one.message) for one in told.failures if one.rule_id not in excused]
    assert found == []
    assert told.rules.total > 100


def test_nothing_that_pdf_a_3a_asks_for_is_missing(signed):
    with Pdf.open(io.BytesIO(signed)) as pdf:
        assert complaints(pdf) == []


def test_it_is_the_signed_file_that_was_looked_at(signed, keys):
    assert verified(signed, Keyring(keys).certificates()).is_genuine


def _unmark(pdf):
    pdf.Root.MarkInfo.Marked = False


def _run_a_script(pdf):
    pdf.Root.OpenAction = Dictionary(Type=Name.Action, S=Name.JavaScript, JS="app.alert(1)")


def _launch(pdf):
    pdf.pages[-1].obj.Annots[0].A = Dictionary(Type=Name.Action, S=Name.Launch, F="calc.exe")


def _hide_a_link(pdf):
    pdf.pages[-1].obj.Annots[0].F = 2


def _empty_a_heading(pdf):
    del next(one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == "/H2").K


def _leave_a_glyph_unsaid(pdf):
    font = next(one for one in dictionaries(pdf) if "/ToUnicode" in one)
    font.ToUnicode = pdf.make_stream(b"1 beginbfchar\n<0003> <>\nendbfchar")


def _pack_the_metadata(pdf):
    packed = zlib.compress(pdf.Root.Metadata.read_bytes())
    pdf.Root.Metadata.write(packed, filter=Name.FlateDecode)


def _let_go_of_a_font(pdf):
    font = next(one for one in dictionaries(pdf) if "/FontDescriptor" in one)
    for name in ("/FontFile2", "/FontFile3"):
        if name in font.FontDescriptor:
            del font.FontDescriptor[name]


def _forget_the_colours(pdf):
    del pdf.Root.OutputIntents


def _reach_outside(pdf):
    pdf.pages[0].obj.Contents.F = "https://example.org/page"


def _say_nothing_of_the_file(pdf):
    del pdf.Root.AF[0].AFRelationship


def _speak_no_language(pdf):
    del pdf.Root.Lang


def _blind_a_figure(pdf):
    del next(one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == "/Figure").Alt


def _skip_a_heading(pdf):
    next(one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == "/H2").S = Name.H3


def _invent_a_tag(pdf):
    next(one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == "/P").S = Name.Paragraph


def _blend_strangely(pdf):
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(BM=Name.Glow))


def _walk_in_any_order(pdf):
    for page in pdf.pages:
        page.obj.Tabs = Name.R


def _claim_less(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        told["pdfaid:conformance"] = "B"


HARM = {
    "6.7.2": _unmark, "6.5.2": _run_a_script, "6.5.1": _launch, "6.3.2": _hide_a_link,
    "6.2.11.4": _let_go_of_a_font, "6.2.3": _forget_the_colours, "6.1.7": _reach_outside,
    "6.8": _say_nothing_of_the_file, "6.7.4": _speak_no_language, "UA 7.3": _blind_a_figure,
    "UA 7.4.2": _skip_a_heading, "6.7.3.4": _invent_a_tag, "6.2.10": _blend_strangely,
    "UA 7.18.3": _walk_in_any_order, "6.6.4": _claim_less, "UA 7.4": _empty_a_heading,
    "6.2.11.7": _leave_a_glyph_unsaid, "6.6.2.1": _pack_the_metadata,
}  # fmt: skip


@pytest.mark.parametrize("clause", HARM)
def test_what_breaks_a_clause_is_found(whole, clause):
    with Pdf.open(io.BytesIO(whole)) as pdf:
        HARM[clause](pdf)
        assert any(words.startswith(f"{clause}:") for words in complaints(pdf))
