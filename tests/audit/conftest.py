"""Two organisations, and the relay's hand that seals."""

from dataclasses import replace

import pytest

from assay.audit.actions import seal
from assay.tenancy.scope import every_organisation
from tests.tenancy.people import organisations


@pytest.fixture
def pairing(app, database):
    """Two organisations' ids, inside the app's context."""
    with app.app_context():
        yield organisations(database, "Northwind", "Bluefjord")


@pytest.fixture
def relays(settings, roles):
    return replace(settings, relay_database_url=roles.relay)


@pytest.fixture
def sealed(relays):
    """sealed(): seals what waits, as the relay does; how many entries."""

    def sealed(**more):
        with every_organisation(relays, why="a test seals") as connection:
            return seal(connection, **more)

    return sealed
