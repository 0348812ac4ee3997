"""A house full of people and papers, served: what the browser tests look at."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from flask import Flask
from werkzeug.exceptions import default_exceptions

from assay.app import create_app
from assay.core.errors import Invalid
from assay.core.settings import Settings
from assay.testroom.guards import public as anyone
from assay.web.guards import public
from tests.browser.building import Builder
from tests.browser.reported import add_specimens
from tests.serving import serving
from tools.stack import free_port


@dataclass
class House:
    """`at` names addresses, `links` the candidates' links by the first part of their address."""

    settings: Settings
    app: Flask
    at: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    """Where in the practice paper a question of each kind stands."""

    @property
    def address(self) -> str:
        return self.settings.base_url


@contextmanager
def served(settings: Settings):
    """A house with its doors open, on a port of its own; errors are answered, not raised."""
    port = free_port()
    settings = replace(
        settings, base_url=f"http://localhost:{port}", testing=False, development=True
    )
    house = House(settings, create_app(settings))
    _add_broken_pages(house.app)
    add_specimens(house.app)
    with ThreadPoolExecutor(1) as beside:  # signing runs a loop; so does Playwright, in this thread
        beside.submit(_build, house).result()
    with serving(house.app, port):
        yield house


def _build(house):
    with house.app.app_context():
        Builder(house).build()


def _add_broken_pages(app):
    """Addresses that answer with each error there is, at both doors."""

    @app.get("/o/broken/<int:status>")
    @public
    def broken(status):
        if status == 422:
            raise Invalid("cut_score", "Give a number from 0 to 100.")
        raise default_exceptions[status]

    @app.extensions["assay.testroom"].get("/broken/<int:status>")
    @anyone
    def broken_room(status):
        raise default_exceptions[status]
