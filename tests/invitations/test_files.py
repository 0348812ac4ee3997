"""Files as spreadsheets really write them, and as no honest one would."""

import io
import zipfile
from datetime import date
from itertools import pairwise

import pytest
from openpyxl import Workbook

from assay.invitations import files
from assay.invitations.files import Unreadable, opened, plain

HEAD = ["Name", "E-Mail"]
ZOE = ["Zoë Ødegård", "zoe@example.org"]


def workbook(*rows, title="People", look=None):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if look:
        look(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def rezipped(data, change):
    """The same archive with what `change(name, content)` gives in the place of each part."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return held.getvalue()


def read(data):
    file = opened(data)
    return file.headings, list(file.rows)


def problem(data):
    with pytest.raises(Unreadable) as refusal:
        read(data)
    return str(refusal.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_spelling_of_text_reads_the_same_and_says_what_it_was(delimiter, encoding, end):
    data = end.join(delimiter.join(row) for row in (HEAD, ZOE)).encode(encoding)
    assert read(data) == (HEAD, [(2, ZOE)])
    look = opened(data).look
    assert (look.kind, look.delimiter) == ("csv", delimiter)
    assert look.encoding == {"utf-8-sig": "utf-8"}.get(encoding, encoding)


def test_excel_may_say_what_parts_the_cells():
    assert read(b"sep=;\r\nname;email\r\nAda;ada@example.org\r\n")[1] == [
        (3, ["Ada", "ada@example.org"])
    ]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('="0049"', "0049"),
        ('="say ""hi"""', 'say "hi"'),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'@ada", "@ada"),
        ("O'Neill", "O'Neill"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("\u00a0Ada\u00a0", "Ada"),
    ],
)
def test_signs_that_only_keep_a_cell_as_text_are_no_part_of_it(cell, told):
    assert plain(cell) == told


def test_rows_that_hold_nothing_are_counted_and_left_out():
    assert read(b"name,email\n,\n\nAda,ada@example.org,,\n")[1] == [(4, ["Ada", "ada@example.org"])]


def test_a_workbook_is_read_as_its_reader_sees_it():
    def look(book):
        book.active["C2"].number_format = "0%"

    data = workbook(
        ["E-mail", "Name", "Extra", "Since", "Days"],
        ["ada@example.org", "Ada", 0.25, date(2026, 11, 29), 30.0],
        look=look,
    )
    assert read(data)[1] == [(2, ["ada@example.org", "Ada", "25", "2026-11-29T00:00:00", "30"])]
    assert opened(data).look.sheet == "People"


def test_what_a_formula_would_give_is_not_calculated():
    assert read(workbook(HEAD, ["=1+1", "a@example.org"]))[1] == [(2, ["", "a@example.org"])]


def test_the_first_sheet_that_is_seen_is_read():
    def look(book):
        book.active.sheet_state = "hidden"
        other = book.create_sheet("Shown")
        for row in (HEAD, ZOE):
            other.append(row)

    data = workbook(["hidden"], look=look)
    assert (opened(data).look.sheet, read(data)) == ("Shown", (HEAD, [(2, ZOE)]))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old or locked"),
        (b"%PDF-1.7\n\x00\x01", "not an Excel workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not an Excel workbook"),
        (b"PK\x03\x04 cut off", "can’t be read"),
        (b'name,email\n"Ada,ada@example.org\n', "Is a quote open?"),
        (b"name,email\n" + b"x," * 70 + b"x\n", "more than 60 columns"),
        (b"x" * (files.MOST_BYTES + 1), "larger than 7 MB"),
    ],
    ids=["nothing", "lines", "xls", "pdf", "png", "cut", "quote", "wide", "large"],
)
def test_what_is_no_sheet_is_refused_in_words(data, said):
    assert said in problem(data)


def test_a_zip_that_is_no_workbook_is_refused_and_nothing_of_it_unpacked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../../evil", "x")
    assert "not an Excel workbook" in problem(held.getvalue())
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_swells_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(files, "MOST_INFLATED", 1_000_000)
    bomb = rezipped(
        workbook(HEAD, ZOE),
        lambda name, content: content + b" " * 2_000_000 if "sheet1" in name else content,
    )
    assert len(bomb) < 20_000
    assert "far larger inside" in problem(bomb)


def test_a_part_that_lies_about_its_size_is_not_read_any_further():
    data = workbook(HEAD, ZOE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    assert data.count(size.to_bytes(4, "little")) >= 1
    assert "can’t be read" in problem(data.replace(size.to_bytes(4, "little"), b"\x20\0\0\0"))


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetData><row r="1"><c t="inlineStr"><is><t>&i;</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    LAUGHS[: LAUGHS.index("<!ENTITY")]
    + '<!ENTITY i SYSTEM "file:///etc/passwd">'
    + LAUGHS[LAUGHS.index("]>") :]
)


@pytest.mark.parametrize("sheet", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_neither_multiplied_nor_fetched(sheet):
    hostile = rezipped(
        workbook(HEAD, ZOE), lambda name, old: sheet.encode() if "sheet1" in name else old
    )
    assert "can’t be read" in problem(hostile)


def test_a_cell_at_the_far_corner_holds_nothing_up():
    def look(book):
        book.active["XFD1048576"] = "far"

    assert read(workbook(HEAD, ZOE, look=look)) == (HEAD, [(2, ZOE)])


def test_more_people_than_may_be_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    rows = [b"name,email", *[b"Ada,ada%d@example.org" % n for n in range(3)]]
    assert len(read(b"\n".join(rows[:3]))[1]) == 2
    assert "more than" in problem(b"\n".join(rows))
