from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, String, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

ENGINE = create_engine("sqlite://", poolclass=StaticPool)
NOW = (["name"], "name")
RELEASES = {
    "f": (["name", "full_name"], "name"),
    "e": (["name", "full_name"], "full_name"),
    "a": (["full_name"], "full_name"),
}
"""What each version of the code writes, and what it reads."""


class Lost(Exception):
    """A row does not show its name."""


class Service:
    def __init__(self, connection):
        self.connection, self.version, self.names = connection, NOW, []
        self.migrate = Operations(MigrationContext.configure(connection))
        self.do("DROP TABLE IF EXISTS people")
        self.do("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)")
        self.traffic(NOW)

    def take(self, step):
        if step == "d":
            self.migrate.add_column("people", Column("full_name", String))
        elif step == "c":
            self.migrate.drop_column("people", "name")
        elif step == "b":
            self.do("UPDATE people SET full_name = name WHERE full_name IS NULL")
        else:
            self.traffic(self.version, RELEASES[step])
            self.version = RELEASES[step]
        self.traffic(self.version)

    def traffic(self, *versions):
        """Each running version writes a row, then each reads them all."""
        for columns, _ in versions:
            self.names.append(f"person {len(self.names)}")
            values = ", ".join([":name"] * len(columns))
            insert = f"INSERT INTO people ({', '.join(columns)}) VALUES ({values})"
            self.do(insert, name=self.names[-1])
        for _, column in versions:
            if self.do(f"SELECT {column} FROM people ORDER BY id").scalars().all() != self.names:
                raise Lost

    def do(self, statement, **values):
        return self.connection.execute(text(statement), values)


FAILED = set()
"""Beginnings that fail: so does each order that begins like one of them."""


def works(order):
    if any(tuple(order[:n]) in FAILED for n in range(1, len(order))):
        return False
    taken = []
    with ENGINE.connect() as connection:
        try:
            service = Service(connection)
            for step in order:
                taken.append(step)
                service.take(step)
        except (OperationalError, Lost):
            FAILED.add(tuple(taken))
            return False
        finally:
            connection.rollback()
    return True
