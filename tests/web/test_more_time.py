"""Staff give a running sitting more time, and see what was noted of it as plain facts."""

from contextlib import contextmanager

import pytest

from assay.core.db import transaction
from assay.sittings import noted, queries
from assay.tenancy.scope import scope
from tests.populated import populate
from tests.visitor import Visitor


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@contextmanager
def inside(app, house):
    with app.app_context(), scope(house.organisation_id), transaction():
        yield


def signed_in(app, house, role):
    visitor = Visitor(app)
    visitor.sign_in(house.email(role))
    return visitor


def page_of(house, stage="sitting"):
    return f"/o/{house.slug}/invitations/{house.invitations[stage]}"


def give(visitor, house, minutes, stage="sitting"):
    token = visitor.get(page_of(house, stage)).token()
    return visitor.post(
        f"{page_of(house, stage)}/more-time", csrf_token=token, more_minutes=minutes
    )


def end(app, house):
    with inside(app, house):
        return queries.by_id(house.sittings["sitting"]).ends_at


def test_a_recruiter_gives_a_running_sitting_more_time(app, house):
    before = end(app, house)
    visitor = signed_in(app, house, "recruiter")
    assert give(visitor, house, "10").status == 303
    assert (end(app, house) - before).total_seconds() == 600
    assert "10 min more, by a member" in visitor.get(page_of(house)).words()
    with inside(app, house):
        last = noted.extensions(house.sittings["sitting"])[-1]
        assert (last.seconds, last.because) == (600, "member")


@pytest.mark.parametrize("minutes", ["", "0", "-5", "601", "ten"])
def test_what_is_no_time_is_refused(app, house, minutes):
    before = end(app, house)
    assert give(signed_in(app, house, "recruiter"), house, minutes).status == 422
    assert end(app, house) == before


def test_what_has_ended_or_not_begun_gets_no_more_time(app, house):
    visitor = signed_in(app, house, "recruiter")
    said = give(visitor, house, "10", "done")
    assert said.status == 422
    assert "has ended meanwhile" in said.soup.select_one("#more_minutes-error").text
    assert give(visitor, house, "10", "invited").status == 404
    for stage in ("done", "invited"):
        assert "Give more time" not in visitor.get(page_of(house, stage)).words()


def test_who_may_not_invite_may_not_give_time(app, house):
    before = end(app, house)
    visitor = signed_in(app, house, "hiring_manager")
    assert "Give more time" not in visitor.get(page_of(house)).words()
    assert give(visitor, house, "10").status == 403
    assert end(app, house) == before


def test_what_was_noted_is_told_as_facts_with_the_candidates_comment(app, house):
    words = signed_in(app, house, "recruiter").get(page_of(house)).words()
    assert "Facts, not a judgement" in words
    assert "Pasted 1" in words
    assert "question 1: 12 characters pasted" in words
    assert "I pasted my own notes at Northwind." in words
    assert "suspici" not in words.lower()


def test_of_who_has_not_begun_nothing_is_told(app, house):
    page = signed_in(app, house, "recruiter").get(page_of(house, "invited"))
    assert "What was noted" not in page.words()
