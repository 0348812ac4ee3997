"""Every revision over two organisations that have rows in every table: none is lost or let go."""

from pathlib import Path

import pytest

from tests.migrations.chain import FIRST_ROWS, later

ROWS = Path(__file__).with_name("two_organisations.sql")
RESERVED = 2
"""Organisations that are the installation's own."""
TABLES = (
    "select relname, relrowsecurity and relforcerowsecurity from pg_class"
    " where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname"
)


@pytest.fixture(scope="module")
def old(installation):
    """As an installation stood before any later revision, with rows."""
    installation.upgrade(FIRST_ROWS)
    installation.run(ROWS.read_text("utf-8"))
    return installation


def counts(installation):
    """Table → how many rows."""
    return {
        table: installation.ask(f"select count(*) from {table}")[0][0]
        for table, _ in installation.ask(TABLES)
    }


def test_two_organisations_have_rows_in_every_table(old):
    there = counts(old)
    assert there.pop("organisations") == 2 + RESERVED
    assert {table for table, count in there.items() if count < 2} == {
        "alembic_version", "roles", "users_roles",
    }  # fmt: skip


@pytest.mark.parametrize("revision", later())
def test_a_revision_keeps_every_row_and_every_lock(old, revision):
    before, bound = counts(old), {table for table, is_bound in old.ask(TABLES) if is_bound}
    old.upgrade(revision)
    after = counts(old)
    gone = {table for table in before if table not in after}
    assert {table for table in before if after.get(table, 0) < before[table]} - gone == set()
    assert bound - gone <= {table for table, is_bound in old.ask(TABLES) if is_bound}


def test_whatever_was_there_belongs_to_whom_it_belonged(old):
    found = old.ask(
        "select o.name, c.name, m.role, e.verb from organisations o"
        " join candidates c on c.organisation_id = o.id"
        " join members m on m.organisation_id = o.id"
        " join audit_entries e on e.organisation_id = o.id order by o.name"
    )
    assert [tuple(row) for row in found] == [
        (word, f"Cai {word}", "owner", "organisation.open") for word in ("Bluefjord", "Northwind")
    ]


def test_members_of_old_have_said_yes_and_were_asked_when_they_joined(old):
    found = old.ask("select joined_at is not null, invited_at = joined_at from members")
    assert [tuple(row) for row in found] == [(True, True)] * 2


def test_users_of_old_are_taken_at_their_word(old):
    assert old.ask("select count(*) from users where confirmed_at is null")[0][0] == 0
