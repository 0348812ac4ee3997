"""What the columns of a file are taken for, and the rows read by that."""

import io

import pytest

from assay.core.errors import Invalid
from assay.invitations.checking import Counts, check
from assay.invitations.columns import Fault, Person, checked, from_line, guessed, read, to_line
from assay.invitations.csv_import import Row
from assay.invitations.files import opened

ALL = ["email", "name", "language", "time_zone", "extra_minutes", "extra_percent", "tags", "note"]


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Name", "E-Mail", "Shoe size"], ["name", "email", ""]),
        (["Vorname", "Nachname", "E-Mail-Adresse"], ["first", "last", "email"]),
        (["Vorname", "Name", "Mail"], ["first", "last", "email"]),
        (["Nombre", "Apellidos", "Correo electrónico"], ["first", "last", "email"]),
        (["e-mail", "E Mail", "person"], ["email", "", "name"]),
        (["TAGS", "Notes", "Extra minutes", "mail"], ["tags", "note", "extra_minutes", "email"]),
    ],
    ids=["english", "german", "german-surname", "spanish", "twice", "more"],
)  # fmt: skip
def test_columns_are_guessed_by_their_headings(headings, columns):
    assert guessed(headings, []) == columns


def test_the_address_is_also_found_by_what_stands_below():
    rows = [["Ada", "a@example.org"], ["Cy", "c@example.org"], ["Bo"]]
    assert guessed(["Person", "Contact"], rows) == ["name", "email"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["name", ""], "e-mail address"),
        (["email", ""], "holds the name"),
        (["email", "email"], "Two columns say E-mail"),
        (["email"], "for each column"),
        (["email", "password"], "for each column"),
    ],
    ids=["no-address", "no-name", "twice", "short", "unknown"],
)
def test_what_cannot_be_is_refused(columns, said):
    with pytest.raises(Invalid, match=said):
        checked(columns, 2)


def test_a_row_is_read_by_its_columns():
    cells = ["mailto:ada@example.org", "Ada Byron", "Deutsch", "europe/berlin", "30 min", "25 %",
             "Fair; second round, FAIR", "Met at the stand."]  # fmt: skip
    assert read(7, cells, ALL) == Person(
        row=Row(number=7, name="Ada Byron", email="ada@example.org", time_zone="Europe/Berlin",
                language="de", extra_minutes=30, extra_percent=25),
        tags=("Fair", "second round"), note="Met at the stand.",
    )  # fmt: skip


def test_a_person_comes_back_from_a_line():
    person = read(2, ["z@example.org", "Zoë Ø", "", "", "", "", "a|b", "n\nm"], ALL)
    assert isinstance(person, Person)
    assert "\n" not in to_line(person)
    assert from_line(to_line(person)) == person


def test_everything_that_is_wrong_with_a_row_is_said_at_once():
    faults = read(3, ["no address", "", "xx", "Mars", "many", "900", "x" * 50], ALL)
    assert [fault.column for fault in faults] == ALL[:7]
    assert all(isinstance(fault, Fault) and fault.message for fault in faults)


def test_more_cells_than_headings_are_a_fault():
    (fault,) = read(3, ["a@example.org", "Ada", "", "more"], ["email", "name"])
    assert fault.column == "row"


def looked_at(text, known=()):
    fine, wrong, asked = io.StringIO(), io.StringIO(), []

    def invited(emails):
        asked.append(list(emails))
        return {email for email in emails if email in known}

    counts = check(
        opened(text.encode()), ["email", "name"], invited=invited, fine=fine, wrong=wrong
    )
    return counts, fine.getvalue().splitlines(), wrong.getvalue(), asked


def test_each_row_counts_once():
    counts, fine, wrong, _ = looked_at(
        "E-mail,Name\na@x.example,Ada\nB@x.example,Bo\nnobody,Cy\nA@X.example,Again\n",
        known={"b@x.example"},
    )
    assert counts == Counts(fine=1, faulty=1, known=1, twice=1)
    assert counts.all == 4
    assert [from_line(line).row.email for line in fine] == ["a@x.example"]
    assert [line.split(",")[0] for line in wrong.splitlines()] == ["\ufeffrow", "3", "4", "5"]
    assert "already" in wrong.splitlines()[1]
    assert "stands in row 2" in wrong.splitlines()[3]


def test_what_is_left_out_comes_back_without_formulas():
    *_, wrong, _ = looked_at('=cmd|x,Name\n=1+1,"@SUM(A1)"\n')
    head, row = wrong.splitlines()
    assert head.endswith(",'=cmd|x,Name")
    assert row.endswith(",'=1+1,'@SUM(A1)")


def test_addresses_are_looked_up_in_lots():
    rows = "".join(f"p{n}@x.example,P {n}\n" for n in range(1200))
    counts, fine, _, asked = looked_at(f"E-mail,Name\n{rows}")
    assert (counts.fine, len(fine)) == (1200, 1200)
    assert [len(lot) for lot in asked] == [500, 500, 200]
