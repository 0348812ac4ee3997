"""Raw SQL as the application: nothing of another organisation is read, written, moved or ended.

Generated: every owned table × every command × inside our own scope, and without any.
"""

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, delete, func, select, text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from assay.core.db import Base
from assay.tenancy.models import Organisation, Owned
from assay.tenancy.scope import LIBRARY
from tests.architecture.owned import owned_tables
from tests.tenancy.standing import standing

OWNED = sorted(
    (one.local_table for one in Base.registry.mappers if issubclass(one.class_, Owned)),
    key=lambda table: table.name,
)
every_table = pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
inside_and_outside = pytest.mark.parametrize("scoped", [True, False], ids=["scope", "no scope"])

REFUSED = "42501"
"""insufficient_privilege: a policy or a missing right says no."""


class Intruder:
    """A connection of the web's own role, each statement for itself."""

    def __init__(self, connection, scope):
        self.connection = connection
        setting = text("select set_config('assay.organisation', :scope, false)")
        connection.execute(setting, {"scope": str(scope or "")})

    def touches(self, statement):
        """How many rows it reached; 0 where the database refused."""
        try:
            return self.connection.execute(statement).rowcount
        except ProgrammingError as error:
            if error.orig.sqlstate != REFUSED:
                raise
            return 0

    def is_refused(self, statement):
        try:
            self.connection.execute(statement)
        except ProgrammingError as error:
            return error.orig.sqlstate == REFUSED
        return False


@pytest.fixture(scope="module")
def as_the_web(roles):
    engine = create_engine(roles.app, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def intruder(as_the_web, pair, scoped, database):
    """Inside our own organisation or inside none; theirs stands afterwards as it stood before."""
    before = standing(database, pair.theirs.organisation_id)
    yield Intruder(as_the_web, pair.ours.organisation_id if scoped else None)
    assert standing(database, pair.theirs.organisation_id) == before


@pytest.fixture
def theirs(pair, table, database):
    """One of their rows, whole."""
    with database.connect() as connection:
        query = select(table).where(table.c.organisation_id == pair.theirs.organisation_id)
        return connection.execute(query.limit(1)).mappings().one()


def of(table, organisation):
    return table.c.organisation_id == organisation.organisation_id


def test_both_organisations_have_rows_in_every_table(pair, database):
    """Else the tests below could not fail."""
    assert {table.name for table in OWNED} == set(owned_tables(database))
    for organisation in (pair.ours, pair.theirs):
        there = standing(database, organisation.organisation_id)
        assert {table for table, (count, _) in there.items() if not count} == set(), (
            "tests/populated.py leaves these tables empty: let it fill them"
        )


@every_table
@inside_and_outside
def test_nothing_is_read(intruder, table, pair, scoped):
    their_rows = select(func.count()).where(of(table, pair.theirs))
    assert intruder.connection.scalar(their_rows) == 0
    seen = set(intruder.connection.scalars(select(table.c.organisation_id)))
    assert seen - {LIBRARY} == ({pair.ours.organisation_id} if scoped else set())


@every_table
@inside_and_outside
def test_nothing_is_added(intruder, table, theirs):
    row = {**theirs, **({"id": uuid4()} if "id" in table.c else {})}
    written = {name: value for name, value in row.items() if table.c[name].computed is None}
    assert intruder.is_refused(table.insert().values(written))


@every_table
@inside_and_outside
def test_nothing_is_changed(intruder, table, pair):
    for owner in (pair.theirs, pair.ours):
        taken = update(table).values(organisation_id=owner.organisation_id)
        assert intruder.touches(taken.where(of(table, pair.theirs))) == 0


@every_table
def test_no_row_of_ours_becomes_theirs(as_the_web, table, pair):
    intruder = Intruder(as_the_web, pair.ours.organisation_id)
    given = update(table).values(organisation_id=pair.theirs.organisation_id)
    assert intruder.is_refused(given.where(of(table, pair.ours)))


@every_table
@inside_and_outside
def test_nothing_is_ended(intruder, table, pair):
    assert intruder.touches(delete(table).where(of(table, pair.theirs))) == 0


@pytest.mark.parametrize("scoped", [True, False], ids=["scope", "no scope"])
def test_another_organisation_itself_is_neither_seen_nor_changed(intruder, pair):
    table = Organisation.__table__
    one = table.c.id == pair.theirs.organisation_id
    assert intruder.connection.execute(select(table).where(one)).all() == []
    assert intruder.touches(update(table).where(one).values(name="Ours now")) == 0
    assert intruder.touches(delete(table).where(one)) == 0
    row = {"id": uuid4(), "name": "N", "slug": "n", "time_zone": "UTC", "opened_at": func.now()}
    assert intruder.is_refused(table.insert().values(row))


@pytest.mark.parametrize("name", ["items", "item_versions"])
def test_what_the_library_ships_is_read_and_never_written(as_the_web, pair, name):
    table = Base.metadata.tables[name]
    intruder = Intruder(as_the_web, pair.ours.organisation_id)
    shipped = table.c.organisation_id == LIBRARY
    assert intruder.connection.scalar(select(func.count()).where(shipped)) == 1
    assert intruder.touches(update(table).where(shipped).values(retired_at=func.now())) == 0
    assert intruder.touches(delete(table).where(shipped)) == 0
