"""What each role of the database may do, table by table, is what the saved page says."""

from pathlib import Path

import pytest

from tests.architecture.owned import ask, tables

PAGE = Path(__file__).with_name("rights.txt")
ROLES = ("assay_app", "assay_relay")
WHOLE = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
BY_COLUMN = ("select", "insert", "update")


def rights(database, role, table):
    """`select, update (sent_at)`: for whole tables, else for the columns of one."""
    found = [one for one in WHOLE if has(database, role, table, one)]
    for right in BY_COLUMN:
        if right not in found and (names := columns(database, role, table, right)):
            found.append(f"{right} ({', '.join(names)})")
    return ", ".join(found)


def has(database, role, table, right):
    return ask(
        database, "select has_table_privilege(:role, :table, :right)",
        role=role, table=table, right=right,
    )[0][0]  # fmt: skip


def columns(database, role, table, right):
    found = ask(
        database,
        "select attname from pg_attribute where attrelid = cast(:table as regclass)"
        " and attnum > 0 and not attisdropped"
        " and has_column_privilege(:role, attrelid, attnum, :right) order by attname",
        role=role, table=table, right=right,
    )  # fmt: skip
    return [row[0] for row in found]


def page(database):
    """One line a table and role: whoever changes a right changes the page in the same commit."""
    lines = [
        f"{table:<20} {role:<12} {may}"
        for table in tables(database)
        for role in ROLES
        if (may := rights(database, role, table))
    ]
    return "\n".join(lines) + "\n"


def test_the_roles_may_just_what_is_written_down(database):
    assert page(database) == PAGE.read_text("utf-8")


def test_no_role_that_serves_has_power_over_the_database(database):
    (powers,) = ask(
        database,
        "select bool_or(rolsuper), bool_or(rolbypassrls), bool_or(rolcreatedb),"
        " bool_or(rolcreaterole), bool_or(rolreplication) from pg_roles"
        " where rolname in ('assay_app', 'assay_relay', 'assay_owner')",
    )
    assert tuple(powers) == (False,) * 5


@pytest.mark.parametrize("role", ROLES)
def test_no_role_that_serves_owns_anything_or_belongs_to_another(database, role):
    owned = ask(
        database,
        "select relname from pg_class where pg_has_role(:role, relowner, 'member')",
        role=role,
    )
    memberships = ask(
        database,
        "select roleid::regrole::text from pg_auth_members where member = cast(:role as regrole)",
        role=role,
    )
    assert (owned, memberships) == ([], [])


def test_the_public_may_nothing(database):
    assert [table for table in tables(database) if rights(database, "public", table)] == []


def test_a_right_more_would_be_seen(database):
    with database.connect() as connection:
        before = rights(connection, "assay_relay", "outbox")
        connection.exec_driver_sql("grant update (payload), delete on outbox to assay_relay")
        assert before == "select, update (sent_at)"
        assert rights(connection, "assay_relay", "outbox") == (
            "select, delete, update (payload, sent_at)"
        )
