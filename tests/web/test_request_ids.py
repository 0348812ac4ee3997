"""One id from the browser to the outbox; a line for each answer, that names its rule only."""

import logging

import pytest

from tests.sittings.situation import Situation
from tests.visitor import Visitor

GIVEN = "from-the-proxy-7"


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "assay.access")
    return lambda: [(one.getMessage(), one.told["status"]) for one in caplog.records]


def test_an_id_that_the_proxy_gave_is_kept_and_told(app):
    answer = app.test_client().get("/healthz", headers={"X-Request-Id": GIVEN})
    assert answer.headers["X-Request-Id"] == GIVEN


@pytest.mark.parametrize("odd", ["", "short", "with spaces in it", "x" * 65, 'a\tb{}quoted"id'])
def test_an_id_that_is_none_is_replaced(app, odd):
    answer = app.test_client().get("/healthz", headers={"X-Request-Id": odd})
    assert answer.headers["X-Request-Id"] not in ("", odd)


def test_each_answer_leaves_a_line_that_names_its_rule(app, lines):
    visitor = Visitor(app)
    visitor.get("/o/northwind/members?secret=1")
    visitor.get("/no/such/page")
    assert lines() == [("GET /o/<slug>/members", 303), ("GET -", 404)]


def test_a_candidates_link_is_not_in_the_log(app, lines, caplog):
    with Situation(app) as room:
        Visitor(app).get(room.link)
        assert lines() == [("GET /sit/i/<token>", 410)]
        assert room.token not in caplog.text


def test_a_save_is_logged_by_its_rule_on_the_short_way_too(app, lines):
    app.test_client().put("/sit/answers/3", data=b"{}")
    assert [said for said, _ in lines()] == ["PUT /sit/answers/<int:position>"]


def test_what_an_action_wrote_down_carries_the_requests_id(app, database):
    visitor = Visitor(app)
    visitor.client.environ_base["HTTP_X_REQUEST_ID"] = GIVEN
    visitor.open_organisation("Northwind", "ann@northwind.example")
    with database.connect() as connection:
        for table in ("outbox", "audit_entries"):
            found = connection.exec_driver_sql(f"select distinct request_id from {table}").scalars()
            assert set(found) == {GIVEN}
