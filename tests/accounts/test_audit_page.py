"""The organisation's audit, as owners and admins read it; and what it never holds."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, text

from assay.accounts import queries
from assay.accounts.rules import ROLES, may
from assay.audit.actions import SYSTEM, Actor, record
from assay.audit.models import AuditEntry
from assay.audit.queries import page
from assay.core import clock
from assay.core.cursors import Cursor
from assay.core.db import session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from assay.web.verbs import VERBS
from tests.accounts.letters import opened, path_in, rows
from tests.accounts.people import asks, is_there
from tests.accounts.second_factors import gets_an_app, recovery_codes
from tests.conftest import ROOT
from tests.visitor import PASSWORD, Visitor

ANN, BEA = "ann@northwind.example", "bea@northwind.example"
AUDIT = "/o/northwind/audit"


@pytest.fixture
def ann(app):
    """The owner of Northwind."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


@pytest.fixture
def northwind(app, ann):
    with app.app_context():
        return entrances.by_slug("northwind")


def lines(page):
    """What each line tells of who did what."""
    return [" ".join(one.get_text(" ").split()) for one in page.soup.select("tbody th")]


@pytest.fixture
def many(app, northwind):
    """A hundred and twenty entries by the system, ten of them at each instant."""
    began = clock.now() - timedelta(days=1)
    with app.app_context(), scope(northwind), transaction():
        for number in range(120):
            with clock.frozen(began + timedelta(minutes=number // 10)):
                record("work.rerun", "job", uuid4(), actor=SYSTEM, details={"number": number})
                session.flush()


@pytest.mark.parametrize("role", ROLES)
def test_owners_and_admins_read_it_and_nobody_else(app, ann, role):
    reader, _ = is_there(app, "northwind", BEA, role)
    assert reader.get(AUDIT).status == (200 if may(role, "audit.read") else 403)


def test_names_are_looked_up_as_it_is_read(app, ann, northwind):
    asks(ann, BEA, "marker")
    assert lines(ann.get(AUDIT)) == ["Ann asked a member in", "Ann opened the organisation"]
    with app.app_context(), transaction():
        queries.user_by_email(ANN).name = "Ann Elsewhere"
    assert lines(ann.get(AUDIT))[0] == "Ann Elsewhere asked a member in"


def test_who_is_not_here_any_more_keeps_a_line(app, ann, northwind):
    with app.app_context(), scope(northwind), transaction():
        record("sitting.start", "sitting", uuid4(), actor=Actor(kind="candidate", id=uuid4()))
    assert lines(ann.get(AUDIT))[0] == "Somebody who is not here any more started a sitting"


def test_it_is_read_by_person(app, ann):
    bea, bea_id = is_there(app, "northwind", BEA, "admin")
    asks(bea, "cy@x.example", "marker")
    assert lines(ann.get(f"{AUDIT}?who={bea_id}")) == ["Bea asked a member in"]
    assert lines(ann.get(f"{AUDIT}?who=system")) == ["Assay itself took a member in"]


def test_it_is_read_by_verb(ann):
    asks(ann, BEA, "marker")
    page = ann.get(f"{AUDIT}?verb=organisation.open")
    assert lines(page) == ["Ann opened the organisation"]
    assert page.soup.select_one("#verb [selected]")["value"] == "organisation.open"


@pytest.mark.parametrize(
    "asked", ["who=nobody", f"who={UUID(int=9)}", "verb=no.such", "who=everybody"]
)
def test_what_is_not_there_is_said(ann, asked):
    page = ann.get(f"{AUDIT}?{asked}")
    assert (page.status, "Nothing of that kind" in page.words()) == (200, True)


@pytest.mark.parametrize(
    "before", ["", "yesterday", "2026-01-01_x", "2026-01-01T00:00:00_" + "0" * 32]
)
def test_a_page_that_never_was_is_the_first(ann, before):
    assert lines(ann.get(f"{AUDIT}?before={before}")) == ["Ann opened the organisation"]


def test_pages_part_entries_of_one_instant_and_lose_none(ann, many):
    seen, page = [], ann.get(f"{AUDIT}?who=system")
    while True:
        seen += [row.select("td")[-1].get_text(strip=True) for row in page.soup.select("tbody tr")]
        following = page.soup.select_one("a[rel=next]")
        if following is None:
            break
        page = ann.get(following["href"])
    assert sorted(seen) == sorted(f"number: {number}" for number in range(120))
    assert "First page" in page.words()


def test_a_cursor_is_written_as_it_is_read():
    cursor = Cursor(clock.now(), uuid4())
    assert Cursor.parse(str(cursor)) == cursor


def test_another_organisations_entries_are_not_there(app, ann):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    assert lines(sigrid.get("/o/bluefjord/audit")) == ["Sigrid opened the organisation"]


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "ix_audit_entries_at"),
        ({"verb": "organisation.open"}, "ix_audit_entries_verb"),
        ({"actor_kind": "member", "actor_id": uuid4()}, "ix_audit_entries_actor"),
    ],
    ids=lambda one: "-".join(one),
)
def test_a_page_is_found_by_an_index(app, northwind, many, database, filters, index):
    """As the application sees it, under row-level security: nothing is sorted or passed over.

    Of so few rows a sort costs next to nothing, so the planner is asked to do without where it can.
    """
    with database.begin() as connection:
        connection.execute(text("analyze audit_entries"))
    with app.app_context(), scope(northwind):
        for way in ("seqscan", "bitmapscan", "sort"):
            session.execute(text(f"set local enable_{way} = off"))
        (plan,) = explained(lambda: page(before=Cursor(clock.now(), uuid4()), **filters))
    assert f"Index Scan Backward using {index} " in plan
    assert "ROW(at, id) < ROW(" in plan.partition("Index Cond: ")[2]
    assert not re.search("Sort|    Filter", plan)


def explained(ask):
    """The plans of what is asked of the session meanwhile."""
    found = []

    def note(connection, cursor, statement, parameters, *_):
        if statement.startswith("SELECT audit_entries"):
            told = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
            found.append("\n".join(row[0] for row in told))

    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return found


def test_every_verb_that_is_recorded_has_its_words():
    assert recorded_verbs() - set(VERBS) == set()


def recorded_verbs():
    """Of the organisations' streams: those of the installation's begin with `user.`."""
    sources = "\n".join(
        file.read_text("utf-8")
        for folder in ("platform/assay", "workers")
        for file in (ROOT / folder).rglob("*.py")
        if "library" not in file.parts
    )
    verbs = set(re.findall(r"\brecord\(\s*\"([a-z_]+\.[a-z_]+)\"", sources))
    assert len(verbs) > 30
    return {verb for verb in verbs if not verb.startswith("user.")}


def test_nothing_personal_is_kept_but_ids(app, ann, northwind):
    """Everything that a person does with an account, and with members."""
    new = "another four words"
    gets_an_app(ann)
    recovery_codes(ann)
    Visitor(app).sign_in(ANN, "wrong")
    ann.fill("/o/account/change", password=PASSWORD, new_password=new, new_password_confirm=new)
    ann.fill("/o/account/email", email="ann@x.example")
    ann.fill(path_in(opened(app, "new e-mail")[-1][2], "/email/"))
    asks(ann, "sigrid@x.example", "marker", name="Sigrid Dahl")
    Visitor(app).open_organisation("Bluefjord", "sigrid@y.example")
    kept = [*rows(app, AuditEntry), *rows(app, AuditEntry, northwind)]
    assert len(kept) > 12
    for entry in kept:
        told = repr((entry.verb, entry.subject_kind, entry.details)).lower()
        assert not any(word in told for word in ("ann", "sigrid", "@", "127.0.0.1", "werkzeug"))
        assert all(isinstance(one, UUID | None) for one in (entry.actor_id, entry.subject_id))
