"""The real press: one file, PDF/A-3a and PDF/UA-1, from embedded fonts, reaching for nothing.

What clauses ask for is looked up in the bytes; test_standards.py asks checkers, too.
"""

import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest

from assay.reports import html
from tests.reports import specimens
from tests.reports.issuing import VERIFY, printed
from workers import typeface
from workers.pdf import NEEDED, NotPrinted, make_pdf

NS = {
    "rdf": "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "pdfaid": "{http://www.aiim.org/pdfa/ns/id/}",
    "pdfuaid": "{http://www.aiim.org/pdfua/ns/id/}",
}
PAGE = "<html lang='en'><title>t</title>{}<p>Text</p></html>"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return tmp_path_factory.mktemp("keys") / "keys"


@pytest.fixture(scope="module")
def signed(keys):
    """A report with every kind of part: gauges, tables over pages, a link, a code."""
    return printed(specimens.long(30), keys).pdf


@pytest.fixture(scope="module")
def pdf(signed):
    return pypdf.PdfReader(io.BytesIO(signed))


@pytest.fixture(scope="module")
def root(pdf):
    return pdf.trailer["/Root"]


def below(element):
    """Every structure element under this one."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from below(kid)


@pytest.fixture(scope="module")
def elements(root):
    return list(below(root["/StructTreeRoot"]))


def of(elements, kind):
    return [one for one in elements if one["/S"] == f"/{kind}"]


def metadata(root):
    packet = root["/Metadata"].get_data().decode()
    return ET.fromstring(re.search(r"<rdf:RDF.*</rdf:RDF>", packet, re.DOTALL)[0])


def test_its_metadata_claim_both_standards_in_one_description_set(root):
    told = metadata(root)
    found = {key: one.get(key) for one in told for key in one.attrib}
    assert (found[f"{NS['pdfaid']}part"], found[f"{NS['pdfaid']}conformance"]) == ("3", "A")
    assert told.find(f".//{NS['pdfuaid']}part").text == "1"
    assert "pdfaExtension:schemas" in root["/Metadata"].get_data().decode()


def test_it_is_one_revision_of_pdf_1_7(signed, root):
    assert signed.startswith(b"%PDF-1.7")
    assert (signed.count(b"%%EOF"), signed.count(b"startxref")) == (1, 1)
    assert "/Version" not in root


def test_colours_have_their_profile(root):
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object()["/N"] == 3


def test_it_is_tagged_titled_and_has_a_language(root, pdf):
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.metadata.title == "Assessment report: Inês Duarte"
    assert {page["/Tabs"] for page in pdf.pages} == {"/S"}


def test_headings_go_down_one_level_at_a_time(elements):
    heads = [int(one["/S"][2:]) for one in elements if re.fullmatch(r"/H\d", one["/S"])]
    assert heads[0] == 1
    assert set(heads[1:]) == {2, 3}
    assert all(then <= before + 1 for before, then in pairwise(heads))


def test_every_figure_has_words(elements):
    figures = of(elements, "Figure")
    assert len(figures) == 2  # the gauge, the code
    assert all(one["/Alt"] for one in figures)


def test_every_table_header_has_its_scope(elements):
    heads = of(elements, "TH")
    assert {one["/A"]["/Scope"] for one in heads} == {"/Column", "/Row"}
    assert all("/ID" in one for one in heads)


def test_every_row_of_a_table_is_as_wide_as_its_head(elements):
    for table in of(elements, "Table"):
        assert len({wide(row) for row in of(below(table), "TR")}) == 1


def wide(row):
    cells = [one for one in below(row) if one["/S"] in ("/TH", "/TD")]
    return sum(cell["/A"].get("/ColSpan", 1) for cell in cells)


def test_a_link_says_where_it_leads(pdf):
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    links = [note for note in notes if note["/Subtype"] == "/Link"]
    assert {(one["/Contents"], one["/F"]) for one in links} == {(f"Link to {VERIFY}", 4)}


def test_all_that_is_drawn_is_in_the_tree_or_an_artifact(pdf, elements):
    for page in pdf.pages:
        drawn = re.findall(rb"/MCID (\d+)", page.get_contents().get_data())
        here = page.indirect_reference
        mine = [one for one in elements if "/Pg" in one and one.raw_get("/Pg") == here]
        read = [mark for one in mine for mark in one["/K"] if isinstance(mark, int)]
        assert sorted(map(int, drawn)) == sorted(read)


def test_page_numbers_are_not_read_out(pdf, elements):
    assert f"Page 1 of {len(pdf.pages)}" in pdf.pages[0].extract_text()
    first = pdf.pages[0].get_contents().get_data()
    assert first.count(b"/Artifact") > 2
    assert b"BMC" in first


def test_the_fields_of_the_signature_are_named_and_in_the_tree(root, elements):
    (field,) = root["/AcroForm"]["/Fields"]
    field = field.get_object()
    assert field["/TU"].startswith("Signature of the installation")
    assert (field["/F"] & 4, [float(one) for one in field["/Rect"]]) == (4, [0, 0, 0, 0])
    assert len(of(elements, "Form")) == 1


def test_the_result_is_attached_as_data(pdf, root):
    (attached,) = root["/AF"]
    attached = attached.get_object()
    assert attached["/AFRelationship"] == "/Data"
    assert (attached["/UF"], attached["/EF"]["/F"]["/Subtype"]) == (
        "result.json",
        "/application/json",
    )
    told = json.loads(attached["/EF"]["/F"].get_data())
    assert told["candidate"] == "Inês Duarte"
    assert pdf.attachments["result.json"]


def test_every_letter_is_printed_from_an_embedded_font(signed):
    fonts = typeface.prove(signed, needed=NEEDED)
    assert {"Source Serif 4 Semi Bold", "Source Sans 3", "Source Code Pro"} <= fonts


@pytest.mark.parametrize("script", specimens.PEOPLE)
def test_a_name_in_any_script_is_printed_by_its_own_letters(script, keys):
    told = replace(specimens.few(), candidate=specimens.PEOPLE[script])
    typeface.prove(printed(told, keys).pdf, needed=NEEDED)


@pytest.mark.parametrize("script", ["Vietnamese", "Greek", "Russian", "Chinese", "Korean"])
def test_a_name_can_be_found_and_copied(script):
    told = replace(specimens.few(), candidate=specimens.PEOPLE[script])
    pages = pypdf.PdfReader(io.BytesIO(make_pdf(html.render(told)))).pages
    assert specimens.PEOPLE[script] in pages[0].extract_text()


def test_a_letter_that_no_font_has_is_said_with_what_helps():
    told = replace(specimens.few(), candidate="Zoë \U0001fae8")
    with pytest.raises(NotPrinted, match=r"install a font that has it"):
        make_pdf(html.render(told))


@pytest.mark.parametrize(
    "reach",
    [
        "<img alt='' src='http://127.0.0.1:9/x.png'/>",
        "<img alt='' src='file:///etc/passwd'/>",
        "<link rel='attachment' href='file:///etc/passwd'/>",
        "<link rel='stylesheet' href='https://example.org/x.css'/>",
        "<style>@import 'file:///etc/passwd';</style>",
        "<style>p { background: url(//example.org/x.png) }</style>",
        "<img alt='' src='asset:nothing.woff2'/>",
        "<object data='/etc/passwd'/>",
    ],
)
def test_a_document_that_reaches_out_is_not_printed(reach):
    with pytest.raises(NotPrinted):
        make_pdf(PAGE.format(reach))


def test_what_the_renderer_warns_of_is_an_error():
    with pytest.raises(NotPrinted, match="no-such-property"):
        make_pdf(PAGE.format("<style>p { no-such-property: 1 }</style>"))


@pytest.mark.parametrize(
    "markup", ["<p>", "<!doctype html><html>", "&nbsp;", "<p id=x/>", "\x00", ""]
)
def test_what_is_not_well_formed_is_not_mended(markup):
    with pytest.raises(NotPrinted):
        make_pdf(markup)


def test_no_entity_is_expanded_from_outside():
    declared = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    with pytest.raises(NotPrinted):
        make_pdf(declared + PAGE.format("<p>&x;</p>"))


def test_after_a_failure_the_next_document_is_printed():
    with pytest.raises(NotPrinted):
        make_pdf(PAGE.format("<style>p { no-such-property: 1 }</style>"))
    assert make_pdf(PAGE.format("")).startswith(b"%PDF-1.7")


def depth(candidate, words):
    """How far down the second page these words stand, in pixels of the style sheet."""
    content = replace(specimens.strong(), candidate=candidate)
    pdf = make_pdf(html.render(content, verify_url=VERIFY))
    found = []

    def look(text, _, matrix, *__):
        if words in text:
            found.append(matrix[5])

    pypdf.PdfReader(io.BytesIO(pdf)).pages[1].extract_text(visitor_text=look)
    return found[0]


def test_a_name_of_two_lines_makes_room_for_itself_in_the_head():
    long_name = "Maximiliane Theodora von Hohenstein-Wittgenbach Featherstonehaugh de la Cruz"
    assert depth(long_name, "The questions") > depth("Bo Li", "The questions") + 5
