"""The staff's page of a public link: made, limited, turned off, replaced, and counted."""

import pytest

from tests.populated import populate
from tests.visitor import Visitor


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def recruiter(app, house):
    visitor = Visitor(app)
    visitor.sign_in(house.email("recruiter"))
    visitor.page = f"/o/{house.slug}/assessments/{house.assessments[0]}/sign-up"
    return visitor


def link_on(page):
    return page.soup.find(id="link")["value"]


def test_a_link_goes_its_whole_way(recruiter):
    first = recruiter.get(recruiter.page)
    assert "0 of 20" in first.words()
    path = link_on(first).removeprefix("http://localhost")
    assert recruiter.get(path).status == 200
    told = {"places": "7", "closes_at": "2030-01-31T18:00", "domains": "@Example.org"}
    assert recruiter.fill(recruiter.page, **told).status == 303
    page = recruiter.get(recruiter.page)
    assert "0 of 7" in page.words()
    assert page.soup.find(id="domains")["value"] == "example.org"
    assert page.soup.find(id="closes_at")["value"] == "2030-01-31T18:00"
    recruiter.fill(recruiter.page, f"{recruiter.page}/turn", on="no")
    assert recruiter.get(path).status == 410
    recruiter.fill(recruiter.page, f"{recruiter.page}/turn", on="yes")
    recruiter.fill(recruiter.page, f"{recruiter.page}/new")
    newer = link_on(recruiter.get(recruiter.page)).removeprefix("http://localhost")
    assert [recruiter.get(each).status for each in (path, newer)] == [410, 200]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"places": "0"}, "places"),
        ({"places": "10001"}, "places"),
        ({"places": ""}, "places"),
        ({"places": "5", "opens_at": "2030-01-02T10:00", "closes_at": "2030-01-01T10:00"},
         "closes_at"),
        ({"places": "5", "domains": "not a domain!"}, "domains"),
    ],
    ids=["none", "many", "empty", "backwards", "domain"],
)  # fmt: skip
def test_limits_that_cannot_be_are_refused_at_their_field(recruiter, told, field):
    page = recruiter.fill(recruiter.page, **told)
    assert page.status == 422
    assert page.soup.find(id=f"{field}-error")


def test_who_may_not_invite_makes_no_link(app, house):
    visitor = Visitor(app)
    visitor.sign_in(house.email("author"))
    path = f"/o/{house.slug}/assessments/{house.assessments[0]}/sign-up"
    assert visitor.get(path).status == 403
