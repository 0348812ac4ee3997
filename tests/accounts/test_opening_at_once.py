"""An organisation that is opened while another of its name, or its opener's account, is made."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from assay.accounts.models import User
from assay.core import clock
from assay.tenancy.models import Organisation
from tests.accounts.letters import opened
from tests.accounts.test_races import WAITING
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


def test_an_address_that_gets_its_account_meanwhile_is_told_by_letter(app, meanwhile):
    given = {"name": "Bea", "email": BEA, "password": PASSWORD}
    page = meanwhile(BEAS, opens(Visitor(app), **given))
    assert page.status == 200
    assert f"The letter to {BEA} says how to go on." in page.words()
    assert [one[0] for one in opened(app, "Opening an organisation")] == [BEA]
