"""The few ways past one organisation's scope: listed, pinned, and each with its reason."""

import ast

import pytest

from assay.tenancy import entrances
from tests.architecture.owned import ask
from tests.architecture.sources import Source, called, calls, dotted, functions, imported, product

WHYS = {
    "workers.importing: drop_old_imports": ["which files were kept long enough?"],
    "workers.relay: Relay.carry": ["new events become jobs", "what the broker took is stamped"],
    "workers.relay: Relay.resend": ["waiting jobs are handed over again"],
    "workers.relay: Relay.share_out": ["shared queues are filled up"],
    "workers.relay: Relay.seal": ["audit entries are chained"],
    "workers.letters: hand_on_letters": ["whose letter is due?"],
    "workers.tasks: credit_outages": ["whom did our outage cost time?"],
    "workers.tasks: sweep_overdue": ["whose time is up?"],
}
"""Who looks at every organisation, and why, in their own words."""

ENGINES = {
    "sqlalchemy.create_engine",
    "sqlalchemy.ext.asyncio.create_async_engine",
    "assay.core.db.engine_for",
}
"""What makes connections beside the app's own."""

PASSED_ON = "workers.relay: Relay._everywhere"
"""Hands on the `why` of its callers, which are listed instead."""

PINNED = ["search_path=pg_catalog, public, pg_temp"]
"""No function of the caller's, and no temporary table, can stand in for one of ours."""


def definers(database):
    """Every function of the database that runs as its owner, but for Postgres's own."""
    return ask(
        database,
        "select proname, proconfig, proowner::regrole::text as owner,"
        " has_function_privilege('public', oid, 'execute') as by_all,"
        " has_function_privilege('assay_app', oid, 'execute') as by_app,"
        " has_function_privilege('assay_relay', oid, 'execute') as by_relay"
        " from pg_proc where prosecdef order by proname",
    )


def test_only_the_ways_in_run_as_their_owner(database):
    assert [one.proname for one in definers(database)] == sorted(entrances.FUNCTIONS)


def test_each_way_in_is_pinned_and_for_the_application_alone(database):
    for one in definers(database):
        assert one.proconfig == PINNED, one.proname
        assert (one.owner, one.by_all) == ("assay_owner", False), one.proname
        assert (one.by_app, one.by_relay) == (True, False), one.proname


def test_nobody_but_the_owner_can_put_anything_before_ours(database):
    for role in ("assay_app", "assay_relay", "public"):
        (may,) = ask(
            database,
            "select has_schema_privilege(:role, 'public', 'create'),"
            " has_database_privilege(:role, current_database(), 'create'),"
            " has_database_privilege(:role, current_database(), 'temporary')",
            role=role,
        )
        assert tuple(may) == (False, False, False), role


def whys(sources):
    """Caller → the whys it gives, of every look at every organisation."""
    found = {}
    for source in sources:
        for name, function in functions(source.tree):
            for call in calls(function):
                if called(call) in ("every_organisation", "_everywhere"):
                    found.setdefault(f"{source.module}: {name}", []).append(_why(call))
    return found


def _why(call):
    given = [keyword.value for keyword in call.keywords if keyword.arg == "why"] or call.args
    return given[0].value if isinstance(given[0], ast.Constant) else None


def test_who_looks_at_every_organisation_is_listed_with_the_reason():
    found = whys(product())
    assert found.pop(PASSED_ON) == [None]
    assert found == WHYS


@pytest.mark.parametrize("given", ["settings, why='to see'", "why='to see'"])
def test_a_new_look_would_be_seen(given):
    sinner = f"class Page:\n    def show(self):\n        with every_organisation({given}): ..."
    assert whys([Source("assay.web.page", sinner)]) == {"assay.web.page: Page.show": ["to see"]}


def test_the_door_to_every_organisation_is_opened_by_no_other_name():
    """Who makes an engine of their own could look anywhere: core and tenancy alone do."""
    made = {
        f"{source.module} calls {origin}"
        for source in product()
        for call in calls(source.tree)
        if (origin := dotted(call.func, imported(source))) in ENGINES
    }
    assert made == {
        "assay.core.db calls sqlalchemy.create_engine",
        "assay.tenancy.scope calls assay.core.db.engine_for",
    }
