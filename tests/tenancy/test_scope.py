"""A scope: what entering does, what leaving does, and that there is no query without one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import exists, func, insert, inspect, select, text, update
from sqlalchemy.exc import ProgrammingError

from assay.accounts.models import Member, User
from assay.core.db import reading, session, transaction
from assay.core.errors import NotFound, Unscoped
from assay.events.models import Job, OutboxRow
from assay.invitations.models import Candidate
from assay.tenancy.models import Entrance, Organisation
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import current, current_or_none, every_organisation, scope
from tests.tenancy.people import candidate, organisations

TOLD = text("select current_setting('assay.organisation', true)")


@pytest.fixture
def pairing(app, database):
    """Two organisations' ids, inside the app's context and inside no scope."""
    with app.app_context():
        yield organisations(database, "Northwind", "Bluefjord")


@pytest.fixture
def ours(pairing):
    return pairing[0]


@pytest.fixture
def theirs(pairing):
    return pairing[1]


def told():
    """The organisation that the database knows of."""
    return session.scalar(TOLD) or None


def test_inside_a_scope_the_database_knows_the_organisation(ours):
    with scope(ours):
        assert (current(), UUID(told())) == (ours, ours)
    assert (current_or_none(), told()) == (None, None)


def test_every_transaction_of_a_scope_is_told(ours):
    with scope(ours):
        for _ in range(2):
            with transaction():
                assert UUID(told()) == ours


def test_the_same_scope_once_more_changes_nothing(ours):
    with scope(ours):
        with scope(ours):
            kept = candidate("Ada")
            session.add(kept)
        assert current() == ours
        assert kept in session, "the inner one must not empty the session"


def test_another_scope_inside_one_is_refused(ours, theirs):
    with scope(ours):
        with pytest.raises(Unscoped), scope(theirs):
            pass
        assert current() == ours


def test_entering_inside_an_open_transaction_tells_the_database_at_once(ours):
    assert told() is None
    assert session().in_transaction()
    with scope(ours):
        assert UUID(told()) == ours


def test_leaving_ends_the_transaction_and_forgets_the_rows(ours, database):
    with scope(ours):
        row = candidate("Ada")
        session.add(row)
        session.flush()
    assert not session().in_transaction()
    assert not inspect(row).persistent
    with database.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Candidate)) == 0


def test_leaving_by_an_error_leaves_as_well(ours):
    with pytest.raises(ZeroDivisionError), scope(ours):
        raise ZeroDivisionError
    assert current_or_none() is None


def test_a_scope_is_its_own_threads_alone(app, ours):
    with scope(ours), ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(current_or_none).result() is None


@pytest.mark.parametrize(
    "statement",
    [
        select(Candidate),
        select(Candidate.name),
        select(func.count()).select_from(Candidate),
        select(Organisation),
        select(User).join(Member, Member.user_id == User.id),
        select(User).where(exists().where(Member.user_id == User.id)),
        select(User).where(User.id.in_(select(Member.user_id))),
        select(User, select(func.count(Member.id)).scalar_subquery()),
        select(Candidate.__table__.c.name),
        update(Candidate).values(name="Mallory"),
        insert(OutboxRow).values(name="X", payload={}),
        select(Entrance).where(Entrance.organisation_id == uuid4()),
    ],
    ids=lambda statement: " ".join(str(statement).split())[:40],
)
def test_without_a_scope_there_is_no_query(pairing, statement):
    with pytest.raises(Unscoped):
        session.execute(statement)


def test_without_a_scope_nothing_is_got_by_its_key(ours):
    with pytest.raises(Unscoped):
        session.get(Organisation, ours)


def test_without_a_scope_no_row_is_written(pairing):
    session.add(candidate("Ada"))
    with pytest.raises(Unscoped):
        session.flush()
    session.rollback()


def test_a_row_takes_its_organisation_from_the_scope(ours):
    with scope(ours), transaction():
        row = candidate("Ada")
        session.add(row)
        session.flush()
        assert row.organisation_id == ours


@pytest.mark.parametrize("how", ["new", "changed", "deleted"])
def test_a_row_that_names_another_organisation_is_refused(ours, theirs, how):
    with scope(ours):
        row = candidate("Ada")
        session.add(row)
        if how == "new":
            row.organisation_id = theirs
        else:
            session.flush()
            row.organisation_id = theirs
        if how == "deleted":
            session.delete(row)
        with pytest.raises(Unscoped):
            session.flush()


def test_another_organisations_row_is_not_found(ours, theirs):
    with scope(theirs), transaction():
        row = candidate("Ada")
        session.add(row)
    with scope(ours), reading():
        for id_ in (row.id, uuid4()):
            with pytest.raises(NotFound, match="Candidate"):
                fetch(Candidate, id_)


def test_one_is_inside_the_organisation_of_the_scope(ours):
    with scope(ours), reading():
        assert organisation().name == "Northwind"


def test_the_web_may_not_look_at_every_organisation(settings, cleared):
    with pytest.raises(Unscoped, match="curiosity"), every_organisation(settings, why="curiosity"):
        pass


def test_not_even_the_relay_looks_at_more_than_its_tables(roles, settings, pairing):
    relays = replace(settings, relay_database_url=roles.relay)
    with every_organisation(relays, why="a test") as connection:
        assert connection.scalar(select(func.count()).select_from(Job)) == 0
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        every_organisation(relays, why="a test") as connection,
    ):
        connection.execute(select(Candidate.__table__))
