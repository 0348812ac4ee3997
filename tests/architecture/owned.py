"""Which tables an organisation owns, asked of the database; and those that none does."""

from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

GLOBAL = {
    "organisations": "it is the owner: row-level security compares its own id with the scope",
    "users": "a login is of the installation: one person may belong to several organisations",
    "roles": "Flask-Security asks for the table; what one may do is decided by memberships",
    "users_roles": "Flask-Security asks for the table; it stays empty",
    "passkeys": "a passkey is a login's, as its password is",
    "user_sessions": "a login's browsers; which organisation is looked at is asked at each page",
    "operators": "who opens and closes organisations is the installation's, and inside of none",
    "runners": "the machines that run code are the installation's; a row says what one can do",
    "health_beats": "when the web last gave a sign of life is the installation's",
    "outages": "when the web was away is the installation's",
    "alembic_version": "which migrations have run",
}
"""Tables without an owner, each with its reason. Every other table is owned."""


def tables(database: Engine) -> list[str]:
    """Every table of the migrated database."""
    return sorted(inspect(database).get_table_names())


def owned_tables(database: Engine) -> list[str]:
    return [table for table in tables(database) if table not in GLOBAL]


def columns(database: Engine, table: str) -> dict[str, Any]:
    """Name → what the inspector tells of it."""
    return {one["name"]: one for one in inspect(database).get_columns(table)}


def ask(database: Engine | Connection, sql: str, **values: Any) -> list[Any]:
    """The rows; within the connection where one is given."""
    if isinstance(database, Connection):
        return list(database.execute(text(sql), values))
    with database.connect() as connection:
        return list(connection.execute(text(sql), values))
