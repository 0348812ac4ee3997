"""What candidates ask for before the start reaches the members who may answer it."""

from contextlib import contextmanager

import pytest

from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import transaction
from assay.invitations import queries as invitations
from assay.invitations import requests
from assay.sittings import actions as sittings
from assay.tenancy.queries import policy
from assay.tenancy.scope import scope
from tests.populated import populate
from tests.visitor import Visitor


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def inside(app):
    """inside(house): in its organisation, for a moment; the pages enter it by themselves."""

    @contextmanager
    def inside(house):
        with app.app_context(), scope(house.organisation_id), transaction():
            yield

    return inside


@pytest.fixture
def recruiter(app, house):
    return signed_in(app, house, "recruiter")


def signed_in(app, house, role):
    visitor = Visitor(app)
    visitor.sign_in(house.email(role))
    return visitor


def ask(inside, house, **told):
    with inside(house):
        return requests.ask(house.invitations["invited"], "more_time", at=clock.now(), **told).id


def page_of(house, stage="invited"):
    return f"/o/{house.slug}/invitations/{house.invitations[stage]}"


def answer(visitor, house, request_id, verdict):
    token = visitor.get(page_of(house)).token()
    to = f"/o/{house.slug}/requests/{request_id}/answer"
    return visitor.post(to, csrf_token=token, verdict=verdict)


def stands(inside, house):
    with inside(house):
        found = invitations.requests(house.invitations["invited"])
        return {one.id: (one.answer, one.answered_by) for one in found}


def extra(inside, house):
    with inside(house):
        return [
            one.extra_percent for one in invitations.accommodations(house.invitations["invited"])
        ]


def landing(app, house):
    return Visitor(app).get(f"/sit/i/{house.tokens['invited']}").words()


def test_it_waits_on_the_page_of_the_candidate_and_among_the_work(app, house, recruiter):
    for path in (page_of(house), f"/o/{house.slug}/work"):
        page = recruiter.get(path)
        assert "A quiet room at Northwind." in page.words()
        forms = page.soup.select(f"form[action$='/requests/{house.request_id}/answer']")
        assert [form.select_one("button").text for form in forms] == ["Grant", "Refuse"]
    assert page.soup.select_one(f"a[href='{page_of(house)}']")


@pytest.mark.parametrize(("verdict", "told"), [("granted", "Granted"), ("refused", "Not granted")])
def test_the_answer_is_told_to_the_candidate_and_the_first_one_stands(
    app, house, inside, recruiter, verdict, told
):
    assert "Not answered yet A quiet room" in landing(app, house)
    for given in (verdict, "refused", "granted"):
        assert answer(recruiter, house, house.request_id, given).location == page_of(house)
    assert stands(inside, house)[house.request_id] == (verdict, house.members["recruiter"])
    assert f"{told} A quiet room" in landing(app, house)
    with inside(house):
        noted = [one.verb for one in entries_about("invitation", house.invitations["invited"])]
    assert noted.count("request.answer") == 1
    assert "A quiet room" not in recruiter.get(f"/o/{house.slug}/work").words()


def test_more_time_that_is_granted_is_given_at_once(app, house, inside, recruiter):
    asked = ask(inside, house, percent=100)
    assert extra(inside, house) == [25]
    answer(recruiter, house, asked, "granted")
    assert extra(inside, house) == [100]
    assert "4 questions in 90 minutes" in landing(app, house)


def test_more_time_that_is_refused_changes_no_time(house, inside, recruiter):
    answer(recruiter, house, ask(inside, house, percent=100), "refused")
    assert extra(inside, house) == [25]


def test_who_has_begun_gets_no_time_by_a_request(house, inside, recruiter):
    asked = ask(inside, house, percent=100)
    with inside(house):
        agreed = sittings.Agreed(policy=policy().number)
        sittings.start(house.invitations["invited"], agreed=agreed, at=clock.now())
    said = recruiter.then(answer(recruiter, house, asked, "granted"))
    assert "The sitting has begun" in said.words()
    assert extra(inside, house) == [25]
    assert stands(inside, house)[asked] == (None, None)


def test_no_answer_changes_nothing(house, inside, recruiter):
    answer(recruiter, house, house.request_id, "perhaps")
    assert stands(inside, house)[house.request_id] == (None, None)


def test_who_may_not_invite_sees_it_and_answers_nothing(app, house, inside):
    manager = signed_in(app, house, "hiring_manager")
    page = manager.get(page_of(house))
    assert "A quiet room at Northwind." in page.words()
    assert not page.soup.select("form[action*='/requests/']")
    assert answer(manager, house, house.request_id, "granted").status == 403
    assert stands(inside, house)[house.request_id] == (None, None)


def test_another_organisations_request_is_not_found(app, house, inside, recruiter):
    other = populate(app, "Bluefjord")
    assert answer(recruiter, house, other.request_id, "granted").status == 404
    assert stands(inside, other)[other.request_id] == (None, None)


def test_members_see_that_the_time_was_adjusted_and_not_by_how_much(house, recruiter):
    card = recruiter.get(page_of(house)).soup.select_one("[aria-labelledby=invitation-title]")
    words = " ".join(card.get_text(" ").split())
    assert "Time Adjusted" in words
    assert "11 min" not in words


def test_who_takes_no_part_stands_so_in_the_table_and_on_the_page(house, inside, recruiter):
    with inside(house):
        requests.decline(house.invitations["invited"], reason="Found work.", at=clock.now())
    table = recruiter.get(f"/o/{house.slug}/assessments/{house.assessments[0]}/candidates")
    assert "Takes no part" in table.words()
    page = recruiter.get(page_of(house)).words()
    assert "Found work." in page
    assert "The candidate takes no part." in page
    assert "Found work." not in recruiter.get(f"/o/{house.slug}/work").words()
