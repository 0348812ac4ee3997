"""Every table belongs to an organisation, and the database sees to it; or it says why not."""

import pytest
from sqlalchemy import inspect

from assay.core.db import Base
from assay.tenancy.models import Owned
from assay.tenancy.scope import INSTALLATION, LIBRARY
from tests.architecture.owned import GLOBAL, ask, columns, owned_tables, tables

SCOPE = "(NULLIF(current_setting('assay.organisation'::text, true), ''::text))::uuid"
"""As Postgres writes the expression that every default and every policy holds."""

OTHER_POLICIES = {
    ("organisations", "relay"): "the sweep asks which are closed, whose letters are to wait",
    ("entrances", "ways_in"): "assay_entrance() asks it before a scope is known",
    ("organisations", "ways_in"): "assay_organisation_by_slug() and assay_memberships() ask it",
    ("members", "ways_in"): "assay_memberships() asks it before a scope is known",
    ("closures", "ways_in"): "assay_organisations() asks it for an operator",
    ("audit_entries", "installation"): "what an operator does is told in both streams at once",
    ("items", "shipped"): "every organisation reads what the library's organisation owns",
    ("item_versions", "shipped"): "every organisation reads what the library's organisation owns",
    ("outbox", "relay"): "the relay carries every organisation's events",
    ("jobs", "relay"): "the relay hands over every organisation's jobs",
    ("audit_entries", "relay"): "the relay seals every organisation's entries",
    ("imports", "relay"): "the sweep looks for every file that was kept long enough",
    ("sittings", "relay"): "the sweep looks for every sitting whose time is up",
    ("planned_letters", "relay"): "the sweep looks for every letter whose time has come",
}
"""Policies beside `own`, each with its reason."""
ROLE_OF = {
    "ways_in": "assay_owner",
    "shipped": "assay_app",
    "installation": "assay_app",
    "relay": "assay_relay",
}

INDEXES_ACROSS = {
    "ix_entrances_digest": "a token is looked up before its organisation is known",
    "ix_members_user_id": "a user's memberships are looked up before a scope is known",
    "ix_outbox_unsent": "the relay reads the oldest events, whoever's they are",
    "ix_jobs_open": "the relay reads the jobs that are due, whoever's they are",
    "ix_audit_entries_unsealed": "the relay reads the oldest entries, whoever's they are",
    "ix_planned_letters_due_at": "the sweep reads the letters that are due, whoever's they are",
    "ix_imports_kept_until": "the sweep reads the files that are to go, whoever's they are",
    "ix_sittings_next_check_at": "the sweep reads the sittings that are over, whoever's they are",
}
"""Indexes of owned tables that organisation_id does not lead, each with its reason."""

FREE_IDS = {
    ("audit_entries", "actor_id"): "a member, a user or a candidate, who may be erased since",
    ("audit_entries", "subject_id"): "of any kind of thing, which may be erased since",
    ("entrances", "subject_id"): "of the kind that the purpose says",
    **{
        ("standings", one): "the database takes it over from the invitation, where it is a key"
        for one in ("assessment_id", "assessment_version_id", "candidate_id")
    },
    ("invitations", "handout_id"): "of no row: all that were made at once without a letter have it",
}
"""Columns that name a row and are no foreign key, each with its reason."""

OWN_OR_LIBRARY = (
    f"item_organisation_id = organisation_id OR item_organisation_id = '{LIBRARY}'::uuid"
)
LIBRARYS = {"version_items", "paper_items", "marks", "code_runs", "desk_answers", "corrections",
    "cut_ratings"}  # fmt: skip
"""Tables that may point at an item version of one's own or of the library's (own_or_library)."""


def mappers():
    return list(Base.registry.mappers)


def owned_by_models():
    return {one.local_table.name for one in mappers() if issubclass(one.class_, Owned)}


def test_the_models_and_the_database_have_the_same_tables(database):
    assert sorted([*Base.metadata.tables, "alembic_version"]) == tables(database)


def test_every_table_is_owned_or_says_why_not(database):
    assert owned_by_models() == set(owned_tables(database)), (
        "give the class the mixin Owned, or list its table in owned.GLOBAL with the reason"
    )


def test_no_table_is_listed_as_global_that_is_not_there(database):
    assert set(GLOBAL) <= set(tables(database))


def test_an_owned_row_names_its_organisation_which_the_scope_gives(database):
    for table in owned_tables(database):
        owner = columns(database, table)["organisation_id"]
        found = (str(owner["type"]), owner["nullable"], owner["default"])
        assert found == ("UUID", False, SCOPE), table


def test_row_level_security_is_on_and_holds_for_the_owner_too(database):
    found = ask(
        database,
        "select relname, relrowsecurity and relforcerowsecurity from pg_class"
        " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
    )
    bound = {table for table, is_bound in found if is_bound}
    assert bound == {*owned_tables(database), "organisations"}


def policies(database):
    """(table, policy) → (roles, command, permissive, using, check)."""
    rows = ask(
        database,
        "select tablename, policyname, array_to_string(roles, ' '), cmd, permissive, qual,"
        " with_check from pg_policies where schemaname = 'public'",
    )
    return {(row[0], row[1]): tuple(row[2:]) for row in rows}


def test_the_application_sees_and_writes_own_rows_only(database):
    found = policies(database)
    for table in [*owned_tables(database), "organisations"]:
        mine = f"({'id' if table == 'organisations' else 'organisation_id'} = {SCOPE})"
        expected = ("assay_app", "ALL", "PERMISSIVE", mine, mine)
        assert found.get((table, "own")) == expected, table


def test_every_other_policy_is_listed_with_its_reason(database):
    assert {key for key in policies(database) if key[1] != "own"} == set(OTHER_POLICIES)


def test_every_other_policy_is_for_one_role_and_for_one_thing(database):
    """The application reads by them, and appends to the installation's audit."""
    for (table, name), (role, command, *_) in policies(database).items():
        if name != "own":
            assert role == ROLE_OF[name], (table, name)
            assert command == {"relay": "ALL", "installation": "INSERT"}.get(name, "SELECT")


def test_what_is_told_in_both_streams_goes_to_the_installations_and_no_other(database):
    _, _, _, using, check = policies(database)["audit_entries", "installation"]
    assert (using, check) == (None, f"(organisation_id = '{INSTALLATION}'::uuid)")


def test_organisation_id_leads_every_primary_key(database):
    looking = inspect(database)
    keys = {
        table: looking.get_pk_constraint(table)["constrained_columns"]
        for table in owned_tables(database)
    }
    assert [table for table, key in keys.items() if key[0] != "organisation_id"] == []


def test_organisation_id_leads_every_index_or_a_reason_is_listed(database):
    looking = inspect(database)
    across = {
        index["name"]
        for table in owned_tables(database)
        for index in looking.get_indexes(table)
        if index["column_names"][0] != "organisation_id"
    }
    assert across == set(INDEXES_ACROSS)


def foreign_keys(database):
    """(table, {own column: the other's}, the other table) of every foreign key of owned tables."""
    looking = inspect(database)
    return [
        (table, dict(zip(key["referred_columns"], key["constrained_columns"], strict=True)),
         key["referred_table"])
        for table in owned_tables(database)
        for key in looking.get_foreign_keys(table)
    ]  # fmt: skip


def test_no_row_can_point_at_another_organisations_row(database):
    allowed = {"organisation_id"}
    for table, pairs, other in foreign_keys(database):
        if other not in GLOBAL:
            may = allowed | ({"item_organisation_id"} if other == "item_versions" else set())
            assert pairs.get("organisation_id") in may, (table, other)


def test_whatever_names_a_row_is_a_foreign_key_or_a_reason_is_listed(database):
    keys = {(table, own) for table, pairs, _ in foreign_keys(database) for own in pairs.values()}
    naming = {
        (table, name)
        for table in owned_tables(database)
        for name, column in columns(database, table).items()
        if str(column["type"]) == "UUID" and name != "id"
    }
    assert naming - keys == set(FREE_IDS)


def test_what_points_at_items_points_at_its_own_or_the_librarys(database):
    pointing = {
        table
        for table, pairs, other in foreign_keys(database)
        if other == "item_versions" and pairs.get("organisation_id") == "item_organisation_id"
    }
    looking = inspect(database)
    checked = {
        table: check["sqltext"]
        for table in owned_tables(database)
        for check in looking.get_check_constraints(table)
        if check["name"] == f"ck_{table}_own_or_library"
    }
    assert pointing == set(checked) == LIBRARYS
    assert set(checked.values()) == {OWN_OR_LIBRARY}


def test_nothing_global_points_into_an_organisation(database):
    looking = inspect(database)
    pointing = {
        (table, key["referred_table"])
        for table in GLOBAL
        for key in looking.get_foreign_keys(table)
    }
    assert {(table, other) for table, other in pointing if other not in GLOBAL} == set()


@pytest.mark.parametrize(("kind", "name"), [("v", "view"), ("m", "materialized view"),
                                            ("f", "foreign table"), ("S", "sequence")])  # fmt: skip
def test_there_is_nothing_beside_tables_that_could_show_rows(database, kind, name):
    """A view reads as its owner: it would look past row-level security (security_invoker)."""
    found = ask(
        database,
        "select relname from pg_class where relkind = :kind"
        " and relnamespace = 'public'::regnamespace",
        kind=kind,
    )
    assert found == [], name
