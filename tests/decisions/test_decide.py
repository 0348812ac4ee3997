"""decide(): a person's, with a reason, and kept beside what was decided before."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from assay.audit.actions import SYSTEM, Actor
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Invalid, NotAllowed, NotFound
from assay.decisions import actions, queries, table
from assay.decisions.models import Decision
from assay.events.models import OutboxRow
from tests.marking.exam import Exam
from tests.sittings.situation import AT, HOUR, elsewhere
from tests.sittings.test_races import at_once


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


def decide(exam, verdict="advance", reason="Strong on testing.", by=None, at=AT, of=None):
    with clock.frozen(at), transaction():
        return actions.decide(
            of or exam.invitation_id, verdict=verdict, reason=reason, by=by or exam.member
        )


def history(exam):
    with reading():
        return queries.history(exam.invitation_id)


def decided(exam):
    with reading():
        return session.scalar(sa.select(sa.func.count()).select_from(Decision))


def test_a_decision_is_told_with_its_reason_and_who_made_it(exam):
    decide(exam, reason="  Strong on testing.\n")
    (told,) = history(exam)
    assert (told.verdict, told.reason, told.by) == ("advance", "Strong on testing.", "Ann Example")
    assert told.decided_at == AT


@pytest.mark.parametrize("reason", ["", "   ", "\n\t "])
def test_no_reason_no_decision(exam, reason):
    with pytest.raises(Invalid) as refused:
        decide(exam, reason=reason)
    assert list(refused.value.fields) == ["reason"]
    assert decided(exam) == 0


def test_a_reason_has_an_end(exam):
    decide(exam, reason="x" * actions.LONGEST_REASON)
    with pytest.raises(Invalid, match="4,000"):
        decide(exam, reason="x" * (actions.LONGEST_REASON + 1))
    assert decided(exam) == 1


@pytest.mark.parametrize("verdict", ["", "Advance", "hire", "advance; drop"])
def test_only_three_things_can_be_decided(exam, verdict):
    with pytest.raises(Invalid) as refused:
        decide(exam, verdict=verdict)
    assert list(refused.value.fields) == ["verdict"]


@pytest.mark.parametrize("actor", [SYSTEM, Actor(kind="candidate"), Actor(kind="member")])
def test_no_machine_and_no_nobody_decides(exam, actor):
    with pytest.raises(NotAllowed):
        decide(exam, by=actor)
    assert decided(exam) == 0


def test_a_second_decision_stands_beside_the_first_and_counts(exam):
    decide(exam, "hold", "One more talk.")
    decide(exam, "reject", "The talk told more.", at=AT + HOUR)
    assert [told.verdict for told in history(exam)] == ["reject", "hold"]
    with reading():
        (row,) = table.candidates(exam.work.assessment_id, viewer=_viewer(exam)).rows
    assert row.decision == "reject"


def _viewer(exam):
    return exam.member_of_role("recruiter")


def test_a_decision_is_never_changed_or_taken_away(exam):
    decide(exam)
    for change in ("update decisions set reason = 'other'", "delete from decisions"):
        with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), transaction():
            session.execute(sa.text(change))


def test_the_audit_names_the_verdict_and_keeps_the_reason_to_itself(exam):
    decision = decide(exam)
    with reading():
        (entry,) = entries_about("invitation", exam.invitation_id)
    assert (entry.verb, entry.actor_id) == ("decision.make", exam.member.id)
    assert entry.details == {"decision_id": str(decision.id), "verdict": "advance"}


def test_every_decision_is_told_to_the_outbox(exam):
    first, second = decide(exam), decide(exam, at=AT + timedelta(minutes=1))
    with reading():
        rows = session.scalars(sa.select(OutboxRow).where(OutboxRow.name == "DecisionMade"))
        assert {row.payload["decision_id"] for row in rows} == {str(first.id), str(second.id)}


def test_two_who_decide_at_once_are_both_kept_and_one_stands(exam):
    verdicts = ["advance", "reject", "hold"]
    at_once(exam, *[lambda verdict=verdict: _decide_now(exam, verdict) for verdict in verdicts])
    told = history(exam)
    assert sorted(one.verdict for one in told) == sorted(verdicts)
    with reading():
        (row,) = table.candidates(exam.work.assessment_id, viewer=_viewer(exam)).rows
    assert row.decision == told[0].verdict


def _decide_now(exam, verdict):
    with transaction():
        actions.decide(exam.invitation_id, verdict=verdict, reason="So.", by=exam.member)


def test_of_two_at_the_same_instant_table_and_history_say_the_same_stands(exam):
    for verdict in ("advance", "reject", "hold", "advance", "reject", "hold"):
        decide(exam, verdict)
    with reading():
        (row,) = table.candidates(exam.work.assessment_id, viewer=_viewer(exam)).rows
    assert row.decision == history(exam)[0].verdict


def test_another_organisations_candidate_is_not_there(app, exam):
    foreign = elsewhere(app, lambda other: other.invitation_id)
    with pytest.raises(NotFound):
        decide(exam, of=foreign)
    assert decided(exam) == 0
