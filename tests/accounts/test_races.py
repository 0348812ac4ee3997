"""Two at once, in threads of their own: one owner stays, and what is good once is taken once."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text

from assay.accounts import actions, queries
from assay.audit.actions import SYSTEM, Actor
from assay.core.db import transaction
from assay.core.errors import AssayError
from assay.tenancy import entrances
from assay.tenancy.scope import INSTALLATION, scope
from tests.accounts.people import is_there
from tests.accounts.second_factors import CHECK, gets_an_app, recovery_codes
from tests.visitor import Visitor

ANN, BEA = "ann@northwind.example", "bea@northwind.example"
WAITING = text(
    "select count(*) from pg_stat_activity"
    " where datname = current_database() and wait_event_type = 'Lock'"
)


class Pair:
    """`first` does its part and keeps its transaction open until `second` is done or waits."""

    def __init__(self, app, database, organisation_id):
        self.app, self.database, self.organisation_id = app, database, organisation_id
        self.begun, self.goes_on = Event(), Event()

    def at_once(self, first, second, *, elsewhere=None):
        """What became of each: None, or the error's name. The second may be in another place."""
        with ThreadPoolExecutor(2) as threads:
            one = threads.submit(self._act, self.organisation_id, first, holds=True)
            assert self.begun.wait(10)
            other = threads.submit(self._act, elsewhere or self.organisation_id, second)
            while not other.done() and not self._one_waits():
                time.sleep(0.01)
            self.goes_on.set()
            return one.result(10), other.result(10)

    def _act(self, organisation_id, act, *, holds=False):
        try:
            with self.app.app_context(), scope(organisation_id), transaction():
                act()
                if holds:
                    self.begun.set()
                    assert self.goes_on.wait(10)
        except AssayError as refusal:
            return refusal.code
        return None

    def _one_waits(self):
        with self.database.connect() as connection:
            return connection.scalar(WAITING) > 0


@pytest.fixture
def owners(app):
    """The ids of Northwind's two owners."""
    Visitor(app).open_organisation("Northwind", ANN)
    _, bea = is_there(app, "northwind", BEA, "owner")
    with app.app_context(), scope(entrances.by_slug("northwind")):
        return sorted(queries.owners(), key=lambda one: one == bea)


@pytest.fixture
def pair(app, owners, database):
    with app.app_context():
        return Pair(app, database, entrances.by_slug("northwind"))


def left(pair):
    with pair.app.app_context(), scope(pair.organisation_id):
        return queries.owners()


def as_member(member_id):
    return Actor(kind="member", id=member_id)


def test_two_owners_who_demote_each_other(pair, owners):
    ann, bea = owners
    came = pair.at_once(
        lambda: actions.change_role(bea, role="admin", by=as_member(ann)),
        lambda: actions.change_role(ann, role="admin", by=as_member(bea)),
    )
    assert came == (None, "NotAllowed")
    assert left(pair) == [ann]


def test_two_owners_who_leave(pair, owners):
    ann, bea = owners
    came = pair.at_once(lambda: actions.leave(ann), lambda: actions.leave(bea))
    assert came == (None, "Invalid")
    assert left(pair) == [bea]


def test_two_owners_who_step_down(pair, owners):
    ann, bea = owners
    came = pair.at_once(
        lambda: actions.change_role(ann, role="marker", by=as_member(ann)),
        lambda: actions.change_role(bea, role="marker", by=as_member(bea)),
    )
    assert came == (None, "Invalid")
    assert left(pair) == [bea]


def test_an_owner_who_is_taken_out_while_taking_the_other_out(pair, owners):
    ann, bea = owners
    came = pair.at_once(
        lambda: actions.remove_member(bea, by=as_member(ann)),
        lambda: actions.remove_member(ann, by=as_member(bea)),
    )
    assert came == (None, "NotFound")
    assert left(pair) == [ann]


def test_one_person_asked_by_two(pair, owners):
    asked = [
        lambda by=owner: actions.invite_member(
            email="cy@x.example", name="Cy", role="marker", by=as_member(by)
        )
        for owner in owners
    ]
    assert pair.at_once(*asked) == (None, "Invalid")
    with pair.app.app_context(), scope(pair.organisation_id):
        assert [one.email for one in queries.invited()] == ["cy@x.example"]


def test_a_new_person_asked_by_two_organisations(app, pair):
    Visitor(app).open_organisation("Bluefjord", "sigrid@bluefjord.example")
    with app.app_context():
        bluefjord = entrances.by_slug("bluefjord")

    def ask():
        actions.add_member(email="cy@x.example", name="Cy", role="marker", by=SYSTEM)

    assert pair.at_once(ask, ask, elsewhere=bluefjord) == (None, None)
    with app.app_context():
        user_id = queries.user_by_email("cy@x.example").id
        assert [one.slug for one in entrances.memberships(user_id)] == ["bluefjord", "northwind"]


def at_once(app, path, **fields):
    """Two browsers that have given Ann's password send the same; how many are in."""
    visitors = [Visitor(app), Visitor(app)]
    tokens = []
    for visitor in visitors:
        visitor.sign_in(ANN)
        tokens.append(visitor.get(path).token())
    with ThreadPoolExecutor(2) as threads:
        list(
            threads.map(
                lambda pair: pair[0].post(path, csrf_token=pair[1], **fields),
                zip(visitors, tokens, strict=True),
            )
        )
    return sum(visitor.get("/o/").status == 200 for visitor in visitors)


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


def test_one_code_in_two_browsers(app, ann):
    phone = gets_an_app(ann)
    assert at_once(app, CHECK, code=phone.code(1)) == 1


def test_one_recovery_code_taken_twice(app, ann, database):
    gets_an_app(ann)
    code = recovery_codes(ann)[0]
    codes = app.extensions["security"].mf_recovery_codes_util

    def take():
        codes.delete_recovery_code(queries.user_by_email(ANN), code)

    assert Pair(app, database, INSTALLATION).at_once(take, take) == (None, "Conflict")
