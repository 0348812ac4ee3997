"""From the invitation to the letter: the paper, the link, the extra time, the withdrawal."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.assessments import actions as assessments
from assay.assessments.blueprint import Pool
from assay.core import clock, signing
from assay.core.db import reading, transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.invitations import actions, queries
from assay.tenancy import entrances
from tests.assessments.bench import Bench

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
START_BY = NOON + timedelta(days=2)


@pytest.fixture
def bench(app):
    with Bench(app) as bench, clock.frozen(NOON):
        bench.make_item("testing")
        bench.make_item("deployment")
        bench.version = bench.published(Pool(count=2), start_by=START_BY)
        with transaction():
            bench.asked = actions.invite(
                bench.version.id, name="Ada Byron", email="ada@example.org",
                time_zone="Asia/Tokyo", by=bench.by,
            )  # fmt: skip
        yield bench


def do(verb, bench, **more):
    with transaction():
        return verb(bench.asked.id, **more)


def landing(bench):
    with reading():
        return queries.landing(bench.asked.id)


def opened(token):
    with reading():
        return entrances.resolve("sit", token)


def test_a_paper_is_drawn_once(bench):
    first = do(actions.draw, bench).paper_id
    assert first is not None
    assert do(actions.draw, bench).paper_id == first
    assert bench.told().count("PaperDrawn") == 1


def test_the_first_paper_stays_and_another_versions_is_refused(bench):
    with transaction():
        ours = assessments.draw_paper(bench.version.id)
        other = assessments.draw_paper(bench.published(minutes=20).id)
    with pytest.raises(Conflict):
        do(actions.attach_paper, bench, paper_id=other.id)
    assert do(actions.attach_paper, bench, paper_id=ours.id).paper_id == ours.id
    assert do(actions.attach_paper, bench, paper_id=other.id).paper_id == ours.id


def test_no_paper_is_drawn_for_who_was_withdrawn(bench):
    do(actions.withdraw, bench, by=bench.by)
    assert do(actions.draw, bench).paper_id is None


def test_a_link_opens_this_invitation_until_its_last_instant_and_a_day(bench):
    token = do(actions.mint_link, bench)
    found = opened(token)
    assert (found.organisation_id, found.subject_id) == (bench.organisation_id, bench.asked.id)
    assert found.expires_at == START_BY + timedelta(minutes=45, days=1)


def test_each_link_is_another_and_all_of_them_open(bench):
    tokens = [do(actions.mint_link, bench) for _ in range(2)]
    assert len(set(tokens)) == 2
    assert all(opened(token).is_open(NOON) for token in tokens)


def test_only_the_digest_of_a_link_is_kept(bench):
    token = do(actions.mint_link, bench)
    with reading():
        rows = entrances.session.query(entrances.Entrance).all()
    assert [row.digest for row in rows] == [signing.digest(token)]


def test_who_copies_a_link_is_noted(bench):
    do(actions.copy_link, bench, by=bench.by)
    assert "invitation.copy_link" in bench.noted("invitation", bench.asked.id)


def test_withdrawing_closes_every_link_once(bench):
    token = do(actions.mint_link, bench)
    for _ in range(2):
        do(actions.withdraw, bench, by=bench.by)
    assert not opened(token).is_open(NOON)
    assert bench.told().count("InvitationWithdrawn") == 1
    with pytest.raises(Conflict):
        do(actions.mint_link, bench)
    with pytest.raises(Conflict):
        do(actions.resend, bench, by=bench.by)


def test_the_letter_is_sent_again_until_the_last_instant(bench):
    last = landing(bench).last_instant
    do(actions.draw, bench)
    with clock.frozen(last):
        do(actions.resend, bench, by=bench.by)
    assert bench.told().count("InvitationResent") == 1
    with clock.frozen(last + timedelta(seconds=1)), pytest.raises(Conflict):
        do(actions.resend, bench, by=bench.by)


def test_sending_is_noted_with_its_instant(bench):
    assert do(actions.mark_sent, bench, at=NOON).sent_at == NOON


def test_granted_time_replaces_what_was_granted_before(bench):
    do(actions.grant_accommodation, bench, percent=25, by=bench.by)
    do(actions.grant_accommodation, bench, percent=50, minutes=5, by=bench.by)
    assert landing(bench).extra_seconds == 45 * 60 // 2 + 5 * 60
    with reading():
        assert len(queries.accommodations(bench.asked.id)) == 1


def test_granting_the_same_again_changes_nothing(bench):
    first = do(actions.grant_accommodation, bench, percent=25, by=bench.by)
    assert do(actions.grant_accommodation, bench, percent=25, by=bench.by).id == first.id
    assert bench.noted("accommodation", first.id) == ["accommodation.grant"]


def test_granted_time_is_taken_back(bench):
    granted = do(actions.grant_accommodation, bench, minutes=10, by=bench.by)
    do(actions.revoke_accommodation, bench, by=bench.by)
    assert landing(bench).extra_seconds == 0
    assert set(bench.noted("accommodation", granted.id)) == {
        "accommodation.grant", "accommodation.revoke",
    }  # fmt: skip


@pytest.mark.parametrize("extra", [{}, {"percent": 301}, {"minutes": -1}])
def test_time_that_makes_no_sense_is_not_granted(bench, extra):
    with pytest.raises(Invalid):
        do(actions.grant_accommodation, bench, by=bench.by, **extra)


def test_a_window_may_be_moved_after_it_has_passed(bench):
    with clock.frozen(START_BY + timedelta(days=1)):
        later = clock.now() + timedelta(days=1)
        moved = do(actions.postpone, bench, start_by=later, finish_by=None, by=bench.by)
        assert moved.start_by == later
        with pytest.raises(Invalid):
            do(actions.postpone, bench, start_by=clock.now(), finish_by=None, by=bench.by)


def test_the_landing_page_is_told_everything(bench):
    do(actions.grant_accommodation, bench, percent=20, by=bench.by)
    do(actions.draw, bench)
    told = landing(bench)
    assert (told.organisation, told.assessment) == ("Northwind Robotics", "Flask developer")
    assert (told.candidate, told.email, told.time_zone) == (
        "Ada Byron", "ada@example.org", "Asia/Tokyo",
    )  # fmt: skip
    assert (told.minutes, told.allowed_minutes, told.has_accommodation) == (45, 54, True)
    assert (told.questions, told.responsibilities) == (2, ("Testing", "Deployment"))
    assert (told.start_by, told.finish_by, told.invited_at) == (START_BY, None, NOON)
    assert (told.has_paper, told.sent_at, told.withdrawn_at) == (True, None, None)
    assert told.contact_name == "Ann Recruiter"
    assert told.contact_email.endswith("@northwind.example")


def test_the_landing_page_costs_as_many_statements_for_many_questions(bench):
    few = len(bench.statements(lambda: queries.landing(bench.asked.id)))
    for _ in range(5):
        bench.make_item("documentation")
    big = bench.published(Pool(count=7))
    with transaction():
        asked = actions.invite(big.id, name="Bo", email="bo@example.org", by=bench.by).id
    assert len(bench.statements(lambda: queries.landing(asked))) == few
    assert few <= 6


def test_what_is_not_ours_is_not_found(bench):
    for read in (queries.landing, queries.one):
        with pytest.raises(NotFound), reading():
            read(bench.organisation_id)
