"""One candidate's window is moved, and opened again after it has passed."""

from datetime import timedelta

import pytest

from assay.core import clock
from assay.core.db import reading
from assay.invitations import queries
from assay.tenancy.scope import scope
from tests.populated import populate
from tests.visitor import Visitor


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def recruiter(app, house):
    visitor = Visitor(app)
    visitor.sign_in(house.email("recruiter"))
    visitor.page = f"/o/{house.slug}/invitations/{house.invitations['invited']}"
    return visitor


def stands(app, house):
    with app.app_context(), scope(house.organisation_id), reading():
        return queries.one(house.invitations["invited"]).start_by


def test_a_window_is_moved_in_the_organisations_zone(app, house, recruiter):
    until = (clock.now() + timedelta(days=40)).strftime("%Y-%m-%dT18:00")
    answer = recruiter.fill(recruiter.page, f"{recruiter.page}/window", start_by=until)
    assert answer.status == 303
    assert stands(app, house).strftime("%Y-%m-%d") == until[:10]
    assert stands(app, house).hour in (16, 17)
    page = recruiter.get(recruiter.page)
    assert page.soup.find(id="start_by")["value"] == until


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"start_by": ""}, "start_by"),
        ({"start_by": "2001-01-01T10:00"}, "start_by"),
        ({"start_by": "2090-01-02T10:00", "finish_by": "2090-01-01T10:00"}, "finish_by"),
    ],
    ids=["empty", "passed", "backwards"],
)
def test_a_window_that_cannot_be_is_refused_at_its_field(app, house, recruiter, told, field):
    before = stands(app, house)
    page = recruiter.fill(recruiter.page, f"{recruiter.page}/window", **told)
    assert page.status == 422
    assert page.soup.find(id=f"{field}-error")
    assert stands(app, house) == before
