"""The whole chain is looked through because a member asked; what was seen once is held to."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from assay.accounts import queries as accounts
from assay.audit import checking, queries
from assay.audit.actions import SYSTEM, Actor, record
from assay.audit.chain import GENESIS, link
from assay.audit.models import AuditEntry
from assay.core import clock, context
from assay.core.db import reading, session, transaction
from assay.events.models import OutboxRow
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.visitor import Visitor
from workers import tasks


@pytest.fixture
def northwind(app):
    """(organisation's id, its owner as an actor): inside of its scope."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    with app.app_context():
        organisation_id = entrances.by_slug("northwind")
        with scope(organisation_id):
            with reading():
                (owner,) = accounts.owners()
            yield organisation_id, Actor(kind="member", id=owner)


def happen(number):
    for _ in range(number):
        with transaction():
            record("sitting.start", "sitting", uuid4(), actor=SYSTEM)


def check(by, at=None):
    """Asked for, and done by the task; what was found."""
    with transaction():
        check_id = checking.ask_for_check(by=by, at=at or clock.now()).id
    tasks.check_chain(None, check_id=check_id)
    with reading():
        found = queries.latest_found()
        session.expunge(found)
    return found


def verbs():
    with reading():
        return [one.verb for one in queries.page().entries]


def test_a_whole_chain_is_verified_until_its_last_sealed_entry(northwind, sealed):
    happen(3)
    sealed()
    happen(2)
    with reading():
        last = queries.last_sealed()
        session.expunge(last)
    found = check(northwind[1])
    assert (found.sealed, found.sealed_at, found.hash) == (last.sequence, last.at, last.hash)
    assert found.broken_at is None


def test_where_nothing_is_sealed_nothing_is_broken(northwind):
    found = check(northwind[1])
    assert (found.sealed, found.sealed_at, found.broken_at) == (0, None, None)


def test_it_is_told_where_the_chain_breaks(northwind, sealed, database):
    happen(4)
    sealed()
    with database.begin() as connection:
        connection.execute(sa.text("update audit_entries set verb = 'x' where sequence = 3"))
    found = check(northwind[1])
    assert (found.sealed, found.broken_at) == (2, 3)


def test_a_chain_that_was_written_anew_breaks_where_it_was_seen_before(northwind, sealed, database):
    happen(3)
    sealed()
    seen = check(northwind[1])
    sealed()
    forge(database, northwind[0])
    with reading():
        assert queries.chain().broken_at == seen.sealed


def forge(database, organisation_id):
    """Another first entry, and every hash after it made to fit."""
    table = AuditEntry.__table__
    with database.begin() as connection:
        rows = connection.execute(
            sa.select(table)
            .where(table.c.organisation_id == organisation_id, table.c.sequence.is_not(None))
            .order_by(table.c.sequence)
        ).mappings().all()  # fmt: skip
        before = GENESIS
        for row in rows:
            told = {**row, "verb": "sitting.void" if row["sequence"] == 1 else row["verb"]}
            before = link(before, told)
            connection.execute(
                sa.update(table)
                .where(table.c.organisation_id == organisation_id, table.c.id == row["id"])
                .values(verb=told["verb"], hash=before)
            )


def test_a_chain_whose_end_was_cut_off_breaks(northwind, sealed, database):
    happen(3)
    sealed()
    seen = check(northwind[1])
    with database.begin() as connection:
        connection.execute(
            sa.text("delete from audit_entries where organisation_id = :id and sequence >= :last"),
            {"id": northwind[0], "last": seen.sealed},
        )
    with reading():
        assert queries.chain().broken_at == seen.sealed


def test_while_one_is_under_way_no_second_begins(northwind):
    at = clock.now()
    with transaction():
        first = checking.ask_for_check(by=northwind[1], at=at).id
    with transaction():
        second = checking.ask_for_check(by=northwind[1], at=at + timedelta(minutes=14)).id
    with transaction():
        third = checking.ask_for_check(by=northwind[1], at=at + timedelta(minutes=16)).id
    assert (first == second, first == third) == (True, False)
    assert verbs().count("audit.ask_for_check") == 2
    with reading():
        told = session.scalars(sa.select(OutboxRow.name)).all()
    assert told.count("ChainCheckAsked") == 2


def test_what_was_found_stays_however_often_the_task_runs(northwind, sealed):
    found = check(northwind[1])
    happen(1)
    sealed()
    tasks.check_chain(None, check_id=found.id)
    with reading():
        assert queries.latest_found().sealed == 0


def test_where_from_is_kept_of_a_request_and_of_nothing_else(northwind, sealed):
    with context.request():
        context.came_from("192.0.2.0/24")
        happen(1)
    happen(1)
    sealed()
    with reading():
        here, there = queries.page(limit=2).entries
        assert (here.network, there.network) == (None, "192.0.2.0/24")
        assert queries.first_broken_link() is None


def test_another_network_breaks_the_chain(northwind, sealed, database):
    with context.request():
        context.came_from("192.0.2.0/24")
        happen(1)
    sealed()
    with database.begin() as connection:
        connection.execute(
            sa.text(
                "update audit_entries set network = '203.0.113.0/24' where verb = 'sitting.start'"
            )
        )
    with reading():
        assert queries.first_broken_link() is not None
