"""Whether the process is up, and whether it can do its work."""

from dataclasses import replace

from assay.app import create_app
from tests.visitor import Visitor


def test_a_process_that_answers_is_up(app):
    assert Visitor(app).get("/healthz").response.json == {"process": "up"}


def test_ready_is_database_and_valkey(app):
    page = Visitor(app).get("/readyz")
    assert (page.status, page.response.json) == (200, {"database": "ready", "valkey": "ready"})


def test_without_valkey_pages_are_still_served(settings):
    app = create_app(replace(settings, redis_url="redis://localhost:1/0"))
    page = Visitor(app).get("/readyz")
    assert (page.status, page.response.json["valkey"]) == (200, "unreachable")
