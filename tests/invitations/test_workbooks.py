"""The first rows of a workbook, had at the cost of the first rows, and the same as all of it."""

import io
import time
import zipfile
from itertools import islice

import pytest
from openpyxl import Workbook

from assay.invitations import workbooks
from assay.invitations.files import Unreadable, opened

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
MANY = 50_000


def excel(texts, rows, *, head="", prefix="", sheet=""):
    """A workbook as Excel writes one: its texts apart, its cells their places there."""
    book, held, made = Workbook(), io.BytesIO(), io.BytesIO()
    book.save(held)
    ns, p = (f"xmlns:{prefix}", f"{prefix}:") if prefix else ("xmlns", "")
    lines = "".join(
        "<row>" + "".join(f'<c t="s"><v>{place}</v></c>' for place in row) + "</row>"
        for row in rows
    )
    parts = {
        "xl/sharedStrings.xml": f'{head}<{p}sst {ns}="{MAIN}">{"".join(texts)}</{p}sst>'.encode(),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData>{lines}{sheet}</sheetData></worksheet>'
        ).encode(),
    }
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(made, "w", 8) as new:
        parts["[Content_Types].xml"] = old.read("[Content_Types].xml").replace(b"</Types>", TYPE)
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def texts(*words):
    return [f"<si><t>{word}</t></si>" for word in words]


def glance(data, count=8):
    file = opened(data, at_a_glance=True)
    return [(1, file.headings), *islice(file.rows, count)]


def whole(data):
    file = opened(data)
    return [(1, file.headings), *file.rows]


PEOPLE = texts("Name", "E-mail", "Zoë &amp; Co", "zoe@example.org")
ODD = [
    '<si xml:space="preserve"><t xml:space="preserve"> Name </t></si>',
    "<si>\n <r><rPr><b/><sz val='11'/></rPr><t>E-</t></r><r><t>mail</t></r>\n</si>",
    "<si/>",
    "<si><t>漢字&#233;</t><phoneticPr fontId='1'/></si><extLst><ext uri='x'/></extLst>",
]


@pytest.mark.parametrize(
    "data",
    [
        excel(PEOPLE, [(0, 1), (2, 3)]),
        excel(PEOPLE, [(1, 0), (3, 2)], head='<?xml version="1.0" encoding="UTF-8"?>\n'),
        excel(PEOPLE, [(1, 0), (3, 2)], head="\ufeff"),
        excel(ODD, [(0, 1), (2, 3)]),
        excel(
            [one.replace("<", "<x:").replace("<x:/", "</x:") for one in PEOPLE],
            [(0, 1), (2, 3)],
            prefix="x",
        ),
    ],
    ids=["plain", "declared", "mark", "odd", "prefixed"],
)
def test_a_glance_sees_what_the_whole_reading_does(data):
    assert glance(data) == whole(data)
    assert len(glance(data)) == 2


def test_texts_that_are_not_asked_for_are_not_made():
    broken = excel([*PEOPLE, "<si><t>&nothing;</t></si>"], [(0, 1), (2, 3)])
    assert glance(broken)[1] == (2, ["Zoë & Co", "zoe@example.org"])
    with pytest.raises(Unreadable):
        whole(broken)


def test_rows_that_are_not_asked_for_are_not_read():
    broken = excel(PEOPLE, [(0, 1), *[(2, 3)] * MANY], sheet="<row><c>")
    assert len(glance(broken)) == 9
    with pytest.raises(Unreadable):
        whole(broken)


def test_a_glance_ends_where_it_would_be_a_reading(monkeypatch):
    monkeypatch.setattr(workbooks, "GLANCE", 100_000)
    data = excel(PEOPLE, [(0, 1), *[(2, 3)] * MANY])
    with pytest.raises(Unreadable):
        glance(data, MANY)


@pytest.mark.parametrize(
    "texts",
    [[], ["<si><t>&i;</t></si>"], texts("Name"), ["<si><t>a</t></si></sst><sst><si/>"]],
    ids=["none", "entity", "few", "two"],
)
def test_a_table_that_is_none_is_refused(texts):
    for read in (glance, whole):
        with pytest.raises(Unreadable):
            read(excel(texts, [(0, 1), (2, 3)]))


def test_entities_are_not_multiplied_at_a_glance():
    head = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(Unreadable):
        glance(excel([*PEOPLE, "<si><t>&b;</t></si>"], [(4, 1), (2, 3)], head=head))


def test_texts_of_another_alphabet_of_bytes_are_read_all_the_same():
    data = excel(PEOPLE, [(0, 1), (2, 3)])
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        wide = old.read("xl/sharedStrings.xml").decode().encode("utf-16")
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", 8) as new:
            for name in old.namelist():
                new.writestr(name, wide if "haredStrings" in name else old.read(name))
    assert glance(held.getvalue()) == whole(data)


@pytest.mark.parametrize("shuffled", [False, True])
def test_fifty_thousand_people_cost_a_glance_no_second(shuffled):
    """A tenth of one when nothing else runs; the whole takes three and more."""
    places = range(2 * MANY + 2)
    words = [f"<si><t>word {place}</t></si>" for place in places]
    order = places[::-1] if shuffled else places
    data = excel(words, [(order[2 * row], order[2 * row + 1]) for row in range(MANY + 1)])
    before = time.process_time()
    assert len(glance(data)) == 9
    assert time.process_time() - before < 1
