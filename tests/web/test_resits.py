"""Inviting to a resit from a candidate's page; sittings beside each other; no name told by it."""

from contextlib import contextmanager
from uuid import uuid4

import pytest

from assay.accounts import actions as accounts
from assay.accounts.models import Member
from assay.accounts.users import reclaim
from assay.assessments import actions as assessments
from assay.assessments.models import Share
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.decisions import actions as decisions
from assay.invitations.models import Invitation
from assay.invitations.unnamed import code_of
from assay.sittings import resitting
from assay.tenancy import entrances
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import scope
from tests.assessments.bench import Bench
from tests.marking.exam import visits
from tests.sittings.retaken import again, ask, publish, settle, sit
from tests.visitor import PASSWORD


@contextmanager
def inside(bench):
    with bench.app.app_context(), scope(bench.organisation_id):
        yield


@pytest.fixture
def bench(app):
    """Ada has sat, long ago; who visits comes from outside of the organisation's scope."""
    with Bench(app, time_zone="UTC") as bench:
        version = publish(bench)
        bench.assessment_id, bench.version_id = version.assessment_id, version.id
        bench.first = ask(bench, version)
        sit(bench.first)
        with reading():
            bench.home = f"/o/{organisation().slug}"
        bench.page = f"{bench.home}/invitations/{bench.first}"
        bench.candidates = f"{bench.home}/assessments/{bench.assessment_id}/candidates"
        bench.emails = {role: _account(bench, role) for role in ("recruiter", "hiring_manager")}
    return bench


def _account(bench, role):
    """The address of someone of that role, with whom the assessment is shared."""
    email = f"{role}@northwind.example"
    with transaction():
        user = accounts.register(email=email, name="Bea Example", password=PASSWORD)
        reclaim(user)
        member = Member(user_id=user.id, role=role)
        session.add(member)
        session.flush()
        session.add(Share(assessment_id=bench.assessment_id, member_id=member.id))
    return email


@pytest.fixture
def recruiter(app, bench):
    return visits(app, bench.emails["recruiter"])


def invited_again(bench):
    with inside(bench):
        return again(bench, bench.first, at=clock.now()).id


def resits(bench, invitation_id):
    with inside(bench), reading():
        tries = resitting.tries_of([invitation_id], at=clock.now())[invitation_id]
    return [one.invitation_id for one in tries[1:]]


def link(page, words):
    return page.soup.find("a", string=words)


def test_it_says_what_they_get_then_invites_and_shows_both(bench, recruiter):
    assert link(recruiter.get(bench.page), "Invite to a resit")
    asked = recruiter.get(f"{bench.page}/resit")
    assert "all of them new to the candidate" in asked.words()
    assert asked.soup.find(id="accepts") is None
    assert recruiter.fill(f"{bench.page}/resit").status == 303
    (resit,) = resits(bench, bench.first)
    page = recruiter.get(bench.page)
    assert "First sitting of 2" in page.words()
    assert link(page, "Second sitting")["href"].endswith(str(resit))
    assert link(page, "Invite to a resit") is None
    page = recruiter.get(f"{bench.home}/invitations/{resit}")
    assert "Resit, second sitting of 2" in page.words()
    assert link(page, "First sitting")["href"].endswith(str(bench.first))


def test_within_the_interval_the_page_says_from_when(bench, recruiter):
    with inside(bench):
        settle(bench, resits_after=3650)
    page = recruiter.get(bench.page)
    assert "Your policies leave 3650 days between two sittings." in page.words()
    assert "A resit can be given from" in page.words()
    assert link(page, "Invite to a resit") is None
    assert "No resit can be given now" in recruiter.get(f"{bench.page}/resit").words()
    answer = recruiter.post(f"{bench.page}/resit", csrf_token=page.token())
    assert answer.status == 409
    assert resits(bench, bench.first) == []


def test_what_returns_is_said_first_and_has_to_be_accepted(bench, recruiter):
    with inside(bench):
        few = ask(bench, publish(bench, items=0, count=8), "Eva Lund")
        sit(few)
    path = f"{bench.home}/invitations/{few}/resit"
    words = recruiter.get(path).words()
    assert "8 of 8 questions return." in words
    assert "8 return because the pools hold too few others." in words
    refused = recruiter.fill(path)
    assert refused.status == 422
    assert refused.soup.find(id="accepts-error")
    assert resits(bench, few) == []
    assert recruiter.fill(path, accepts="y", told="8").status == 303
    assert len(resits(bench, few)) == 1


def test_before_the_end_nothing_is_said_of_resits(bench, recruiter):
    with inside(bench):
        asked = ask(bench, publish(bench, items=0), "Eva Lund")
    page = recruiter.get(f"{bench.home}/invitations/{asked}")
    assert page.soup.find(id="resit-title") is None
    assert page.soup.find(id="sittings") is None


def test_a_hiring_manager_sees_the_sittings_and_invites_nobody(app, bench):
    resit = invited_again(bench)
    visitor = visits(app, bench.emails["hiring_manager"])
    assert "second sitting of 2" in visitor.get(f"{bench.home}/invitations/{resit}").words()
    page = visitor.get(bench.page)
    assert "First sitting of 2" in page.words()
    assert page.soup.find(id="resit-title") is None
    assert visitor.get(f"{bench.page}/resit").status == 403


def test_the_table_says_which_sitting_it_is(bench, recruiter):
    invited_again(bench)
    page = recruiter.get(bench.candidates)
    assert link(page, "Second sitting of 2")
    assert link(page, "First sitting of 2") is None
    assert link(recruiter.get(f"{bench.candidates}?stage=resat"), "First sitting of 2")
    lines = recruiter.get(f"{bench.candidates}.csv").response.text.splitlines()
    assert lines[1].split(",")[4:6] == ["2", str(bench.first)]


def test_a_code_is_not_linked_to_a_name(bench, recruiter):
    """The first sitting is decided, so its name is seen; the resit is to be judged without it."""
    resit = invited_again(bench)
    later = f"{bench.home}/invitations/{resit}"
    with inside(bench), transaction():
        assessments.hide_names(bench.assessment_id, True, by=bench.by)
    assert link(recruiter.get(bench.page), "Second sitting")  # both are codes
    with inside(bench), transaction():
        decisions.decide(bench.first, verdict="hold", reason="Let us see.", by=bench.by)
    page = recruiter.get(bench.page)
    assert "Ada Byron" in page.words()
    assert "Second sitting" in page.words()
    assert link(page, "Second sitting") is None
    assert "Told once the name is" in page.words()
    assert code_of(resit) not in page.words()
    page = recruiter.get(later)
    assert "Ada Byron" not in page.response.text
    assert str(bench.first) not in page.response.text
    assert "Told once the name is" in page.words()
    assert str(bench.first) not in recruiter.get(f"{bench.candidates}.csv").response.text


def test_after_one_that_nobody_sat_another_is_offered(bench, recruiter):
    with inside(bench):
        lapsed = again(bench, bench.first).id  # long ago
    page = recruiter.get(bench.page)
    assert page.soup.find(id="sittings") is None
    assert link(page, "Invite to a resit")
    listed = recruiter.get(bench.candidates)
    assert link(listed, "Second sitting of 2")["href"].endswith(f"{lapsed}#sittings")
    assert "Ada Byron" in recruiter.get(f"{bench.candidates}?stage=to_decide").words()
    asked = recruiter.get(f"{bench.page}/resit")
    assert "The resit that was offered before is withdrawn" in asked.words()
    assert recruiter.fill(f"{bench.page}/resit").status == 303
    (other,) = resits(bench, bench.first)
    assert other != lapsed


def chosen(page):
    return page.soup.select_one("input[name=letter][checked]")["value"]


def test_who_was_passed_their_link_may_be_passed_the_next_one(bench, recruiter):
    path = f"{bench.page}/resit"
    assert chosen(recruiter.get(path)) == "send"
    with inside(bench), transaction():
        fetch(Invitation, bench.first).handout_id = uuid4()
    assert chosen(recruiter.get(path)) == "hand"
    page = recruiter.fill(path, letter="hand")
    assert page.status == 200
    (resit,) = resits(bench, bench.first)
    link_of_theirs = page.soup.find(id="link")["value"]
    with inside(bench), reading():
        entrance = entrances.resolve("sit", link_of_theirs.rpartition("/")[2])
        assert (entrance.subject_id, fetch(Invitation, resit).handout_id is None) == (resit, False)
    assert "None; the link is passed on by hand" in page.words()
    token = recruiter.get(bench.page).token()
    again = recruiter.post(path, csrf_token=token, letter="hand")  # it stands already
    assert again.location.endswith(str(resit))
    assert "already, without a letter" in recruiter.then(again).words()


def test_what_was_chosen_is_kept_where_the_page_is_refused(bench, recruiter):
    with inside(bench):
        few = ask(bench, publish(bench, items=0, count=8), "Eva Lund")
        sit(few)
    refused = recruiter.fill(f"{bench.home}/invitations/{few}/resit", letter="hand")
    assert (refused.status, chosen(refused)) == (422, "hand")
