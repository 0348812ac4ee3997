"""A recruiter's file, as spreadsheets really write it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assay.invitations.csv_import import (
    MOST_ERRORS,
    MOST_ROWS,
    Row,
    RowError,
    Sheet,
    neutral,
    parse,
)

HEAD = "name,email,time_zone,extra_percent\n"
ADA = Row(number=2, name="Ada Byron", email="ada@example.org", time_zone="Europe/Paris",
          extra_percent=25)  # fmt: skip


def told(sheet: Sheet) -> list[tuple[int, str]]:
    assert sheet.errors
    return [(error.row, error.field) for error in sheet.errors]


def file_problem(data: bytes) -> str:
    sheet = parse(data)
    assert sheet.rows == ()
    (error,) = sheet.errors
    assert (error.row, error.field) == (1, "file")
    return error.message


def test_a_plain_file_is_read() -> None:
    assert parse(f"{HEAD}Ada Byron,ada@example.org,Europe/Paris,25\n".encode()) == Sheet(
        rows=(ADA,)
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_spelling_of_a_file_reads_the_same(
    delimiter: str, encoding: str, end: str
) -> None:
    lines = ["Name|E-Mail|Time zone|Extra time %", "Zoë Łuka|z@example.org|asia/tokyo|10 %"]
    data = end.join(lines).replace("|", delimiter).encode(encoding)
    assert parse(data).rows == (
        Row(number=2, name="Zoë Łuka", email="z@example.org", time_zone="Asia/Tokyo",
            extra_percent=10),
    )  # fmt: skip


def test_windows_1252_is_read() -> None:
    (row,) = parse("name;email\r\nJosé Muñoz;jose@example.org\r\n".encode("cp1252")).rows
    assert row.name == "José Muñoz"


def test_excel_may_say_what_parts_the_cells() -> None:
    (row,) = parse(b"sep=;\r\nname;email\r\nAda;ada@example.org\r\n").rows
    assert row.number == 3


@pytest.mark.parametrize(
    "heading", ["Full Name,EMAIL ADDRESS", " candidate , e_mail ", "Person,Mail"]
)
def test_columns_are_known_by_many_names(heading: str) -> None:
    (row,) = parse(f"{heading}\nAda,ada@example.org".encode()).rows
    assert (row.name, row.email, row.time_zone, row.extra_percent) == (
        "Ada", "ada@example.org", None, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("ES_mx", "es"),
        (" Deutsch ", "de"),
        ("spanish", "es"),
        ("", None),
    ],
)
def test_a_language_is_known_by_its_code_or_its_name(said: str, code: str | None) -> None:
    (row,) = parse(f"name,email,language\nAda,ada@example.org,{said}".encode()).rows
    assert row.language == code


@pytest.mark.parametrize("said", ["xx", "Klingon", "d", "-de"])
def test_a_language_that_is_not_written_here_is_told_of(said: str) -> None:
    assert told(parse(f"name,email,lang\nAda,ada@example.org,{said}".encode())) == [(2, "language")]


def test_first_and_last_names_are_joined() -> None:
    (row,) = parse(b"Email,Last name,First name\na@example.org,Byron,Ada").rows
    assert row.name == "Ada Byron"


def test_columns_that_mean_nothing_here_are_told_of() -> None:
    assert parse(b"name,email,shoe size\nAda,a@example.org,38").ignored == ("shoe size",)


@pytest.mark.parametrize(
    "name", ["李小龍", "محمد", "Ólafur Þór", "O’Brien-Smith", "श्रीराम", "می\u200cخواهم"]
)
def test_names_of_any_script_are_taken(name: str) -> None:
    (row,) = parse(f"{HEAD}{name},a@example.org".encode()).rows
    assert row.name == name


def test_each_wrong_cell_is_named_by_row_and_column() -> None:
    sheet = parse(
        (
            HEAD
            + "Ada,ada@example.org,,\n"
            + ",no-name@example.org,,\n"
            + "Bo,bo at example.org,,\n"
            + "Cy,cy@example.org,Middle/Earth,\n"
            + "Di,di@example.org,,lots\n"
            + "Ed,ed@example.org,,301\n"
            + ",nothing,Mars,-1\n"
        ).encode()
    )
    assert told(sheet) == [
        (3, "name"), (4, "email"), (5, "time_zone"), (6, "extra_percent"), (7, "extra_percent"),
        (8, "name"), (8, "email"), (8, "time_zone"), (8, "extra_percent"),
    ]  # fmt: skip
    assert [row.number for row in sheet.rows] == [2]


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    sheet = parse(b'name,email\n\n,\n"Ada",wrong\n')
    assert told(sheet) == [(4, "email")]


def test_an_address_may_stand_once() -> None:
    sheet = parse(f"{HEAD}Ada,ada@example.org\nA. Byron,ADA@Example.org".encode())
    assert sheet.errors == (
        RowError(row=3, field="email", message="This address stands in row 2 already."),
    )


@pytest.mark.parametrize(
    "name", ["Ada\nBcc: all@example.org", "Ada\r\nX: y", "Ada\u2028B", "A\x0bB"]
)
def test_a_line_break_in_a_name_is_refused(name: str) -> None:
    assert told(parse(f'{HEAD}"{name}",a@example.org'.encode())) == [(2, "name")]


@pytest.mark.parametrize(
    "email", ["a@example.org\nBcc: b@example.org", "a@exa\rmple.org", "Ada <a@b.org>"]
)
def test_what_could_reach_into_a_mail_header_is_refused(email: str) -> None:
    assert told(parse(f'{HEAD}Ada,"{email}"'.encode())) == [(2, "email")]


def test_hidden_signs_that_turn_text_round_are_refused() -> None:
    assert told(parse(f"{HEAD}Ada\u202eB,a@example.org".encode())) == [(2, "name")]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+A1", "-A1", "@SUM(A1)"])
def test_a_formula_for_a_name_is_refused(name: str) -> None:
    assert told(parse(f"{HEAD}{name},a@example.org".encode())) == [(2, "name")]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\tx", "\rx"])
def test_a_formula_on_its_way_out_is_neutralised(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    assert neutral("Ada = B") == "Ada = B"


def test_names_may_have_200_characters() -> None:
    assert len(parse(f"{HEAD}{'n' * 200},a@example.org".encode()).rows) == 1
    assert told(parse(f"{HEAD}{'n' * 201},a@example.org".encode())) == [(2, "name")]


def test_a_comma_that_was_not_quoted_is_noticed() -> None:
    assert told(parse(b"name,email\nByron, Ada,a@example.org")) == [(2, "row")]


def test_up_to_5000_rows_are_taken_and_no_more() -> None:
    rows = [f"Person {'abc'[n % 3]},p{n}@example.org" for n in range(MOST_ROWS + 1)]
    assert len(parse("\n".join(["name,email", *rows[:-1]]).encode()).rows) == MOST_ROWS
    assert "5,000" in file_problem("\n".join(["name,email", *rows]).encode())


def test_a_file_over_2_mib_is_refused() -> None:
    assert "larger than 2 MB" in file_problem(b"x" * (2 * 1024 * 1024 + 1))


def test_a_hopeless_file_is_not_read_to_its_end() -> None:
    sheet = parse(("name,email\n" + "Ada,wrong\n" * 4000).encode())
    assert len(sheet.errors) == MOST_ERRORS + 1
    assert sheet.errors[-1].field == "file"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"name,email\n", "no candidate"),
        (b"Ada,ada@example.org\n", "name the columns"),
        (b"name,name,email\nA,B,c@example.org", "Two columns"),
        (b'name,email\n"Ada,a@example.org', "quote"),
        (b"PK\x03\x04\x14\x00\x06\x00", "not a text file"),
        (b"\xff\xfe\x00\xd8", "letters"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(data: bytes, words: str) -> None:
    assert words in file_problem(data)


@given(st.binary(max_size=400))
@example(b"name,email\n\x81,\x8d")
def test_no_bytes_raise(data: bytes) -> None:
    sheet = parse(data)
    assert sheet.rows or sheet.errors


@given(st.text(max_size=120), st.text(max_size=80))
def test_nothing_with_a_line_break_comes_through(name: str, email: str) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    sheet = parse(f"{HEAD}{quoted(name)},{quoted(email)}".encode("utf-8", "replace"))
    for row in sheet.rows:
        assert len(f"{row.name}{row.email}".splitlines()) == 1
