"""The audit from one day to another, taken along as a table, and looked through."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from assay.accounts import queries as accounts
from assay.audit import checking, queries
from assay.audit.actions import SYSTEM, Actor, record
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.accounts.people import is_there
from tests.marking.exam import Counted
from tests.visitor import Visitor
from workers import tasks

ANN = "ann@northwind.example"
AUDIT = "/o/northwind/audit"
TABLE = f"{AUDIT}/entries.csv"
FIRST = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
"""Half past eleven in Lisbon: the day's last half hour."""


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


@pytest.fixture
def northwind(app, ann):
    with app.app_context():
        return entrances.by_slug("northwind")


@pytest.fixture
def spread(app, northwind):
    """An entry late on each of three days, numbered."""
    with app.app_context(), scope(northwind), transaction():
        for number in range(3):
            with clock.frozen(FIRST + timedelta(days=number)):
                record("work.rerun", "job", uuid4(), actor=SYSTEM, details={"number": number})
                session.flush()


def numbers(page):
    cells = [row.select("td")[-1].get_text(strip=True) for row in page.soup.select("tbody tr")]
    return [cell.removeprefix("number: ") for cell in cells if cell.startswith("number")]


def taken(visitor, **asked):
    """The table's lines by their heads."""
    token = visitor.get(AUDIT).token()
    answer = visitor.post(TABLE, csrf_token=token, **asked).response
    text = answer.data.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("since=2026-03-02", ["2", "1"]),
        ("until=2026-03-02", ["1", "0"]),
        ("since=2026-03-02&until=2026-03-02", ["1"]),
        ("since=2026-03-04", []),
        ("since=2026-03-01&until=2026-03-03&who=system&verb=work.rerun", ["2", "1", "0"]),
    ],
)
def test_both_days_are_within_as_the_organisation_counts_them(ann, spread, asked, expected):
    page = ann.get(f"{AUDIT}?{asked}")
    assert (page.status, numbers(page)) == (200, expected)
    assert page.soup.find(id="since").get("value", "") in ("", *asked.split("=", 1)[1].split("&"))


@pytest.mark.parametrize(
    ("asked", "at", "says"),
    [
        ("since=yesterday", "since", "Give a day of this kind: 2026-11-24."),
        ("until=2026-02-30", "until", "Give a day of this kind"),
        ("since=0001-01-01", "since", "Give a day from 2000-01-01 to 2999-12-31."),
        ("until=9999-12-31", "until", "Give a day from 2000-01-01"),
        ("since=2026-03-02&until=2026-03-01", "until", "Give a day that is not before the first."),
    ],
)
def test_a_day_that_is_none_is_refused_beside_its_field(ann, spread, asked, at, says):
    page = ann.get(f"{AUDIT}?{asked}")
    field = page.soup.find(id=at)
    assert (page.status, numbers(page), field["aria-invalid"]) == (422, [], "true")
    assert says in page.soup.find(id=field["aria-describedby"]).get_text()
    assert field["value"] == dict(one.split("=") for one in asked.split("&"))[at]


def test_the_next_page_asks_for_the_same_days(app, ann, northwind):
    with app.app_context(), scope(northwind), transaction():
        for number in range(60):
            with clock.frozen(FIRST + timedelta(seconds=number)):
                record("work.rerun", "job", uuid4(), actor=SYSTEM, details={"number": number})
                session.flush()
    page = ann.get(f"{AUDIT}?until=2026-03-05")
    following = ann.get(page.soup.select_one("a[rel=next]")["href"])
    assert numbers(page) + numbers(following) == [str(number) for number in range(60)][::-1]


def test_what_is_taken_along_is_what_was_asked_for(ann, spread):
    lines = taken(ann, since="2026-03-02", until="2026-03-02")
    assert [(one["Did"], one["Details"]) for one in lines] == [
        ("ran failed work again", '{"number": 1}')
    ]


def test_that_it_was_taken_is_written_down(app, ann, northwind):
    taken(ann, since="2026-03-02", who="system")
    with app.app_context(), scope(northwind), reading():
        latest = queries.page(limit=1).entries[0]
        assert (latest.verb, latest.details) == (
            "audit.export", {"since": "2026-03-02", "who": "system"},
        )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_a_table_takes_one_look_for_each_part_of_it(app, ann, northwind, monkeypatch, number):
    """Of any number of lines; many parts lose none and take none twice."""
    monkeypatch.setattr("assay.web.audit.PART", 2)
    with app.app_context(), scope(northwind), transaction():
        for each in range(number):
            with clock.frozen(FIRST + timedelta(seconds=each)):
                record("work.rerun", "job", uuid4(), actor=SYSTEM, details={"number": each})
                session.flush()
    lines = taken(ann, who="system")
    assert [one["Details"] for one in lines] == [
        f'{{"number": {each}}}' for each in reversed(range(number))
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_no_name_is_a_formula(app, ann, northwind, name):
    with app.app_context(), transaction():
        accounts.user_by_email(ANN).name = name
    assert taken(ann)[0]["Who"] == f"'{name}"


def test_a_table_holds_all_that_a_hash_is_made_of(ann, northwind):
    line = taken(ann)[-1]
    assert (line["Verb"], line["Organisation id"]) == ("organisation.open", str(northwind))
    assert line["Network"] == "127.0.0.0/24"


def test_a_table_of_a_day_that_is_none_is_refused(ann):
    token = ann.get(AUDIT).token()
    assert ann.post(TABLE, csrf_token=token, since="yesterday").status == 422


def test_only_who_reads_the_audit_takes_it_along_or_has_it_looked_through(app, ann):
    for role, status in (("admin", {200, 303}), ("recruiter", {403})):
        visitor, _ = is_there(app, "northwind", f"{role}@northwind.example", role)
        token = visitor.get("/o/").token()
        for path in (TABLE, f"{AUDIT}/check"):
            assert visitor.post(path, csrf_token=token).status in status


def test_the_page_says_where_staff_acted_from_and_nothing_nearer(ann):
    words = ann.get(AUDIT).words()
    assert "from 127.0.0.0/24" in words
    assert "127.0.0.1" not in words


def test_the_page_says_until_where_the_chain_is_verified(app, ann, northwind):
    assert "Nobody has had the chain looked through." in ann.get(AUDIT).words()
    assert ann.fill(AUDIT, to=f"{AUDIT}/check").status == 303
    assert "The chain is being looked through" in ann.get(AUDIT).words()
    with app.app_context(), scope(northwind):
        with reading():
            check_id = queries.latest_check().id
        tasks.check_chain(None, check_id=check_id)
    assert "There was nothing in the chain when it was looked through" in ann.get(AUDIT).words()


def test_a_broken_chain_is_said_with_what_to_do(app, ann, northwind):
    with app.app_context(), scope(northwind), transaction():
        (owner,) = accounts.owners()
        check = checking.ask_for_check(by=Actor(kind="member", id=owner), at=clock.now())
        found = queries.Chain(sealed=4, at=clock.now(), hash=b"h" * 32, broken_at=5)
        checking.settle_check(check.id, found, at=clock.now())
    words = ann.get(AUDIT).words()
    assert "Entry 5 does not fit the one before it. Up to there 4 entries are whole." in words


def test_a_page_asks_the_database_as_often_for_many_entries_as_for_few(app, ann, northwind):
    ann.get(AUDIT)

    def asked():
        with app.app_context(), Counted() as told:
            ann.get(AUDIT)
        return len(told)

    few = asked()
    with app.app_context(), scope(northwind), transaction():
        for each in range(3):
            with clock.frozen(FIRST + timedelta(seconds=each)):
                record("work.rerun", "job", uuid4(), actor=SYSTEM)
                session.flush()
    assert asked() == few
