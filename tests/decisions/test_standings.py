"""Where each invitation stands: the row that the database keeps says what the rooms' rows say."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from assay.audit.actions import SYSTEM, Actor
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.decisions import actions as decisions
from assay.decisions import tagging
from assay.decisions.models import Standing
from assay.invitations import actions as invitations
from assay.invitations import requests
from assay.invitations.models import Candidate, Invitation
from assay.sittings import actions as sittings
from assay.sittings import resitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current
from tests.assessments.bench import Bench
from tests.marking.exam import Exam, asked
from tests.sittings.retaken import DAY, LATER, ask, publish, sit
from tests.sittings.situation import AT, HOUR, MINUTE
from tests.sittings.test_races import at_once, locked

AMISS = """
select i.id from invitations i
  left join standings s on s.organisation_id = i.organisation_id and s.invitation_id = i.id
  left join lateral assay_standing(i.organisation_id, i.id) n on true
 where row(s.*) is distinct from row(n.*)
"""


def amiss():
    """The invitations whose row is not there, or says something else than it must."""
    with reading():
        return list(session.scalars(text(AMISS)))


def standing(invitation_id):
    with reading():
        found = session.get_one(Standing, (current(), invitation_id))
        session.expunge(found)
        return found


@pytest.fixture
def exam(app):
    with Exam(app, asked(*["testing"] * 4), name="Ada Byron") as exam:
        yield exam


def does(act):
    with clock.frozen(AT + HOUR), transaction():
        act()


def test_before_the_start_it_follows_the_invitation(exam):
    one, by = exam.invitation_id, exam.member
    assert (standing(one).stage, standing(one).by_name) == ("invited", "ada byron")
    for act, stage in (
        (lambda: requests.decline(one, reason="", at=AT + HOUR), "declined"),
        (lambda: tagging.archive(one, by=by), "archived"),
        (lambda: tagging.restore(one, by=by), "declined"),
        (lambda: requests.take_up(one, at=AT + HOUR), "invited"),
        (lambda: invitations.withdraw(one, by=by), "withdrawn"),
    ):
        does(act)
        assert standing(one).stage == stage
        assert amiss() == []


def test_a_moved_window_and_another_name_are_followed(exam):
    one = exam.invitation_id

    def changes():
        fetch(Invitation, one).start_by = AT + 3 * DAY
        fetch(Candidate, fetch(Invitation, one).candidate_id).name = "Ada LOVELACE"

    does(changes)
    assert standing(one).start_by == AT + 3 * DAY
    assert standing(one).by_name == "ada lovelace"
    assert amiss() == []


def test_from_the_start_to_the_decision_it_follows_the_sitting(exam):
    one = exam.invitation_id
    exam.start(at=AT)
    assert (standing(one).state, standing(one).started_at) == ("started", AT)
    assert amiss() == []
    does(lambda: sittings.submit(exam.sitting_id, at=AT + HOUR))
    assert (standing(one).stage, standing(one).is_marked) == ("to_mark", False)
    assert amiss() == []


def test_marks_and_what_is_decided_are_followed_the_latest_last(exam):
    one = exam.invitation_id
    exam.result(right=3, invitation_id=one)
    found = standing(one)
    assert (found.stage, found.band, found.by_score, found.by_least) == (
        "to_decide",
        "review",
        75,
        75,
    )
    for hours, verdict in enumerate(("hold", "advance"), start=1):
        with clock.frozen(AT + hours * DAY), transaction():
            decisions.decide(one, verdict=verdict, reason="So.", by=exam.member)
        assert (standing(one).stage, standing(one).verdict) == ("decided", verdict)
        assert amiss() == []


def test_a_voided_sitting_is_in_no_band_and_keeps_its_place_by_score(exam):
    one = exam.invitation_id
    exam.result(right=4, invitation_id=one)
    does(lambda: sittings.void(exam.sitting_id, by=SYSTEM, reason="So.", at=AT + HOUR))
    found = standing(one)
    assert (found.stage, found.band, found.by_score) == ("voided", None, 100)
    assert amiss() == []


def test_without_an_end_or_a_score_it_sorts_last_either_way(exam):
    found = standing(exam.invitation_id)
    assert (found.by_score, found.by_least, found.by_end.year) == (-1, 101, 1970)


def test_a_resit_stands_in_its_place_until_it_lapses_and_for_good_once_begun(app):
    with Bench(app, time_zone="UTC") as bench:
        first = ask(bench, publish(bench))
        sit(first)
        with clock.frozen(LATER), transaction():
            resit = resitting.invite_again(first, accepts=9, by=bench.by, at=LATER)
            invitations.draw(resit.id)
            resit_id, start_by = resit.id, resit.start_by
        assert standing(first).resat_until == start_by
        with clock.frozen(LATER), transaction():
            requests.decline(resit_id, reason="", at=LATER)
        assert standing(first).resat_until is None
        with clock.frozen(LATER), transaction():
            requests.take_up(resit_id, at=LATER)
        sit(resit_id, at=LATER + HOUR)
        assert standing(first).resat_until.year == 9999
        assert amiss() == []


def test_a_withdrawn_resit_gives_its_place_back(app):
    with Bench(app, time_zone="UTC") as bench:
        first = ask(bench, publish(bench))
        sit(first)
        with clock.frozen(LATER), transaction():
            resit_id = resitting.invite_again(first, accepts=9, by=bench.by, at=LATER).id
        with clock.frozen(LATER), transaction():
            invitations.withdraw(resit_id, by=bench.by)
        assert standing(first).resat_until is None
        assert amiss() == []


def test_what_is_done_at_once_is_all_in_it(exam):
    one, by = exam.invitation_id, Actor(kind="member", id=exam.member.id)
    exam.result(right=3, invitation_id=one)

    def rename():
        with transaction():
            fetch(Candidate, fetch(Invitation, one).candidate_id, lock=True).name = "Ada Lovelace"

    outcomes = at_once(
        exam,
        locked(decisions.decide, one, verdict="advance", reason="So.", by=by),
        locked(tagging.archive, one, by=by),
        rename,
    )
    assert not [each for each in outcomes if isinstance(each, Exception)]
    found = standing(one)
    assert (found.stage, found.verdict, found.by_name) == ("archived", "advance", "ada lovelace")
    assert amiss() == []


def test_many_who_are_invited_at_once_each_stand(exam):
    for minutes in range(3):
        exam.invite(f"Person {minutes}", at=AT + minutes * MINUTE)
    with reading():
        assert session.query(Standing).count() == 4
    assert amiss() == []


def test_what_is_not_told_is_not_worked_out_anew(exam):
    """A sign of life, an answer or a question seen costs no row of another table."""
    exam.start(at=AT)

    def sees():
        with transaction():
            sittings.see(exam.sitting_id, position=1, at=AT + timedelta(seconds=5))

    before = standing_version(exam)
    sees()
    assert standing_version(exam) == before


def standing_version(exam):
    """Which transaction wrote the row."""
    with reading():
        wrote = text("select xmin::text from standings where invitation_id = :one")
        return session.scalar(wrote, {"one": exam.invitation_id})
