"""An organisation that is opened while another of its name, or its opener's account, is made."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from assay.accounts import actions, queries
from assay.accounts.models import User
from assay.accounts.users import reclaim
from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import transaction
from assay.tenancy.models import Organisation
from assay.tenancy.scope import scope
from tests.accounts.letters import opened
from tests.accounts.test_races import WAITING, Pair
from tests.visitor import PASSWORD, Visitor

ANN, BEA = "ann@northwind.example", "bea@northwind.example"


@pytest.fixture
def meanwhile(database):
    """meanwhile(row, act): what `act` gives, where another has the row first and lets go of it only
    while `act` waits for it."""

    def meanwhile(row, act):
        with ThreadPoolExecutor(1) as elsewhere:
            with database.begin() as connection:
                connection.execute(row)
                acting = elsewhere.submit(act)
                while not acting.done() and not waits():
                    time.sleep(0.01)
            return acting.result(10)

    def waits():
        with database.connect() as connection:
            return connection.scalar(WAITING) > 0

    return meanwhile


NORTHWIND = insert(Organisation.__table__).values(
    id=uuid4(), name="Northwind", slug="northwind", time_zone="UTC", opened_at=clock.now()
)
BEAS = insert(User.__table__).values(
    id=uuid4(), name="Bea", email=BEA, fs_uniquifier=uuid4().hex, active=True
)


def opens(visitor, **more):
    told = {"organisation": "Northwind", "time_zone": "Europe/Lisbon"}
    return lambda: visitor.fill("/o/open", **told | more)


def test_who_has_signed_in_reads_so_and_keeps_what_they_typed(app, meanwhile):
    ann = Visitor(app)
    ann.open_organisation("Host", ANN)
    page = meanwhile(NORTHWIND, opens(ann))
    assert page.status == 422
    (told,) = page.soup.select(".errors a")
    assert told.get_text().startswith("An organisation of this name was opened just now.")
    assert page.soup.find(id="organisation")["value"] == "Northwind"
    assert page.soup.find("option", selected=True)["value"] == "Europe/Lisbon"
    assert "/o/northwind-2/" in opens(ann)().location


def test_a_stranger_reads_so_and_has_no_account_yet(app, database, meanwhile):
    bea = Visitor(app)
    given = {"name": "Bea", "email": BEA, "password": PASSWORD}
    page = meanwhile(NORTHWIND, opens(bea, **given))
    assert (page.status, page.soup.find(id="email")["value"]) == (422, BEA)
    with database.connect() as connection:
        assert connection.scalar(text("select count(*) from users")) == 0
    assert "/o/northwind-2/" in opens(bea, **given)().location


def test_who_says_yes_as_another_is_asked_is_the_owner(app, database):
    """And the other way round: who is asked no more finds that out."""
    organisation_id = uuid4()
    with app.app_context(), scope(organisation_id), transaction():
        told = {"name": "Northwind", "slug": "northwind", "time_zone": "UTC"}
        _, asked = actions.open_for(**told, email=ANN, owner="Ann", by=SYSTEM)
        reclaim(queries.user(asked.user_id))
        member_id, user_id = asked.id, asked.user_id

    def joins():
        actions.join(member_id, user=queries.user(user_id))

    def asks():
        actions.ask_for_owner(email=BEA, owner="Bea", by=SYSTEM)

    assert Pair(app, database, organisation_id).at_once(joins, asks) == (None, "Invalid")
    with database.begin() as connection:
        connection.execute(text("update members set joined_at = null"))
    assert Pair(app, database, organisation_id).at_once(asks, joins) == (None, "NotFound")


def test_an_address_that_gets_its_account_meanwhile_is_told_by_letter(app, meanwhile):
    given = {"name": "Bea", "email": BEA, "password": PASSWORD}
    page = meanwhile(BEAS, opens(Visitor(app), **given))
    assert page.status == 200
    assert f"The letter to {BEA} says how to go on." in page.words()
    assert [one[0] for one in opened(app, "Opening an organisation")] == [BEA]
