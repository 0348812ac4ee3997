"""Asking a candidate to a resit: once, after the interval, on other questions; the former stays."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from assay.assessments import actions as assessments
from assay.assessments import papers
from assay.assessments import queries as published
from assay.assessments.blueprint import Fixed, Pool
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.decisions import actions as decisions
from assay.decisions import overdue, progress, queries, table
from assay.decisions.finding import Asked
from assay.invitations import actions, afterwards, planning
from assay.invitations import queries as invited
from assay.invitations.models import Invitation
from assay.invitations.queries import landing
from assay.sittings import actions as sittings
from assay.sittings import queries as sat
from assay.sittings import resitting
from assay.tenancy.queries import fetch
from tests.assessments.bench import Bench
from tests.sittings.retaken import DAY, HOUR, LATER, MINUTE, again, ask, publish, settle, sit
from tests.sittings.situation import AT, SECOND, elsewhere
from tests.sittings.test_races import at_once, locked


@pytest.fixture
def bench(app):
    with Bench(app, time_zone="UTC") as bench:
        yield bench


@pytest.fixture
def first(bench):
    """The invitation of who has sat, 10 minutes after AT + HOUR."""
    invitation_id = ask(bench, publish(bench))
    sit(invitation_id)
    return invitation_id


ENDED = AT + HOUR + 10 * MINUTE


def items_of(invitation_id):
    with reading():
        paper = papers.paper(fetch(Invitation, invitation_id).paper_id)
        return {one.item_id for _, one in paper}


def tries(invitation_id, *, at=LATER):
    with reading():
        return resitting.tries_of([invitation_id], at=at)[invitation_id]


def refusal(bench, invitation_id, *, at=LATER):
    with pytest.raises(Conflict) as refused:
        again(bench, invitation_id, at=at)
    return str(refused.value)


def test_a_resit_is_an_invitation_of_its_own_on_other_questions(bench, first):
    resit = again(bench, first)
    assert (resit.former_id, resit.invited_at) == (first, LATER)
    assert resit.start_by > LATER
    assert items_of(resit.id).isdisjoint(items_of(first))
    assert bench.told()[-2:] == ["CandidateInvited", "PaperDrawn"]
    with reading():
        (made,) = [
            one for one in entries_about("invitation", resit.id)
            if one.verb == "invitation.invite_again"
        ]  # fmt: skip
        assert made.details == {"former_id": str(first), "returns": 0}
        assert landing(resit.id).is_resit
        assert not landing(first).is_resit


def test_it_is_to_the_newest_version_and_knows_its_items_in_any_version(bench, first):
    with reading():
        before = fetch(Invitation, first)
        version = published.version(before.assessment_version_id)
        asked = [item for _, item in papers.paper(before.paper_id)]
    for item in asked:
        bench.revise_item(item)
    with transaction():
        assessments.publish(version.assessment_id, by=bench.by)
    resit = again(bench, first)
    with reading():
        assert published.version(resit.assessment_version_id).number == 2
    assert items_of(resit.id).isdisjoint(items_of(first))


def test_the_former_stays_whole(bench, first):
    with transaction():
        decisions.decide(first, verdict="reject", reason="Not yet.", by=bench.by)
    with reading():
        before = (queries.status_of(first), items_of(first), len(queries.history(first)))
    resit = again(bench, first)
    sit(resit.id, at=LATER + HOUR)
    with reading():
        assert (queries.status_of(first), items_of(first), len(queries.history(first))) == before
        assert queries.history(resit.id) == []


def test_a_second_asking_finds_the_first(bench, first):
    resit = again(bench, first)
    assert again(bench, first, at=LATER + DAY).id == resit.id
    assert bench.noted("invitation", resit.id).count("invitation.invite_again") == 1


def test_two_recruiters_at_once_make_one(bench, first):
    made = at_once(bench, *[locked(resitting.invite_again, first, by=bench.by, at=LATER)] * 4)
    assert len({one.id for one in made}) == 1
    with reading():
        assert len(list(session.scalars(select(Invitation)))) == 2


def test_a_withdrawn_resit_makes_room_for_another(bench, first):
    resit = again(bench, first)
    with transaction():
        actions.withdraw(resit.id, by=bench.by)
    other = again(bench, first, at=LATER + DAY)
    assert other.id != resit.id
    assert [one.invitation_id for one in tries(first)] == [first, other.id]


def test_to_the_second(bench, first):
    settle(bench, resits_after=30)
    assert refusal(bench, first, at=ENDED + 30 * DAY - SECOND) == (
        "Your policies leave 30 days between two sittings."
    )
    assert again(bench, first, at=ENDED + 30 * DAY).former_id == first


def test_no_more_than_the_policy_gives(bench, first):
    second = again(bench, first)
    sit(second.id, at=LATER + HOUR)
    words = "Your policies give one resit of an assessment, and that was sat."
    assert refusal(bench, second.id, at=LATER + 500 * DAY) == words
    settle(bench, resits=2)
    third = again(bench, second.id, at=LATER + 500 * DAY, accepts=4)
    assert [one.nth for one in tries(third.id, at=LATER + 500 * DAY)] == [1, 2, 3]
    assert items_of(first) | items_of(second.id) >= items_of(third.id)  # the pool has eight


def test_a_voided_sitting_may_be_sat_again_at_once_on_other_questions(bench, first):
    settle(bench, resits=0)
    with transaction():
        sittings.void(
            sat.of_invitation(first).id, by=bench.by, reason="The alarm rang.", at=ENDED + HOUR
        )
    resit = again(bench, first, at=ENDED + 2 * HOUR)
    assert items_of(resit.id).isdisjoint(items_of(first))


def withdrawn(bench, first, version):
    with transaction():
        actions.withdraw(first, by=bench.by)


def archived(bench, first, version):
    with transaction():
        fetch(Invitation, first).archived_at = LATER


def erased(bench, first, version):
    with transaction():
        afterwards.erase(first, at=ENDED + HOUR)


def retired(bench, first, version):
    with transaction():
        assessments.retire(version.assessment_id, by=bench.by)


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        (withdrawn, "The invitation was withdrawn."),
        (archived, "This is in the archive: take it out of there first."),
        (erased, "The candidate has asked that everything about them is erased."),
        (retired, "The assessment is retired."),
    ],
)
def test_who_can_not_be_asked_again_and_why(bench, first, happened, words):
    with reading():
        version = published.version(fetch(Invitation, first).assessment_version_id)
    happened(bench, first, version)
    assert refusal(bench, first) == words


def test_a_window_that_has_passed_is_said(bench):
    version = publish(bench, start_by=AT + 20 * DAY)
    invitation_id = ask(bench, version)
    sit(invitation_id)
    assert refusal(bench, invitation_id) == "The assessment's window has passed."


def test_what_has_not_ended_is_waited_for(bench):
    invitation_id = ask(bench, publish(bench))
    assert refusal(bench, invitation_id) == "The sitting before has not ended."
    with transaction():
        sittings.start(invitation_id, agreed=sittings.Agreed(policy=0), at=AT + HOUR)
    assert refusal(bench, invitation_id, at=AT + HOUR) == "The sitting before has not ended."


def test_who_is_not_ours_is_not_there(bench, app):
    theirs = elsewhere(app, lambda other: other.invitation_id)
    with pytest.raises(NotFound):
        again(bench, theirs)


def test_questions_that_return_are_to_be_accepted_and_are_kept(bench):
    with clock.frozen(AT):
        named = bench.make_item()
    fixed = Fixed(item_organisation_id=named.organisation_id, item_version_id=named.id)
    with clock.frozen(AT):
        for _ in range(4):
            bench.make_item()
        version = bench.published(fixed, Pool(count=2))
    first = ask(bench, version)
    sit(first)
    with pytest.raises(Invalid) as refused:
        again(bench, first)
    assert refused.value.fields == {
        "accepts": "Say that you invite all the same: 1 of 3 questions would return."
    }
    resit = again(bench, first, accepts=1)
    assert items_of(resit.id) & items_of(first) == {named.item_id}
    with reading():
        (made,) = [
            one.details for one in entries_about("invitation", resit.id)
            if one.verb == "invitation.invite_again"
        ]  # fmt: skip
    assert made["returns"] == 1


def test_extra_time_that_members_granted_is_granted_again(bench):
    invitation_id = ask(bench, publish(bench))
    with transaction():
        actions.grant_accommodation(invitation_id, percent=25, minutes=5, by=bench.by)
    sit(invitation_id)
    resit = again(bench, invitation_id)
    with reading():
        assert landing(resit.id).extra_seconds == landing(invitation_id).extra_seconds > 0


def test_by_hand_no_letter_goes_and_it_is_kept_that_it_was_so(bench, first):
    by_letter, handout_id = ask(bench, latest_of(first), "Eva Lund", at=AT + MINUTE), uuid4()
    sit(by_letter)
    resits = (again(bench, first, handout_id=handout_id), again(bench, by_letter))
    with reading():
        assert [planning.is_held_back(one.id) for one in resits] == [True, False]
        assert [bool(planning.of(one.id)) for one in resits] == [False, True]
        noted = [
            any(entry.details.get("by_hand") for entry in entries_about("invitation", one.id))
            for one in resits
        ]
    assert noted == [True, False]
    assert again(bench, first, handout_id=uuid4()).handout_id == handout_id


def test_who_is_asked_by_the_usual_way_gets_the_resit_that_stands(bench, first):
    resit = again(bench, first)
    with reading():
        version = published.version(resit.assessment_version_id)
    assert ask(bench, version, at=LATER + DAY) == resit.id


def test_in_the_table_everyone_stands_once_and_the_former_has_its_own_place(bench, first):
    with reading():
        assessment_id = published.version(
            fetch(Invitation, first).assessment_version_id
        ).assessment_id
    ask(bench, latest(assessment_id), "Eva Lund", at=AT + MINUTE)
    resit = again(bench, first)

    def rows(**asked):
        with clock.frozen(LATER), reading():
            found = table.candidates(assessment_id, viewer=bench.recruiter, asked=Asked(**asked))
        return [(row.name, row.nth, row.tries, row.stage) for row in found.rows]

    assert rows() == [("Ada Byron", 2, 2, "invited"), ("Eva Lund", 1, 1, "missed")]
    assert rows(stage="resat") == [("Ada Byron", 1, 2, "resat")]
    with clock.frozen(LATER), reading():
        counted = table.counts(assessment_id)
        so_far = progress.of([assessment_id])[assessment_id]
    assert (counted.all, dict(counted.bands)) == (2, {})
    assert counted.stages == {"invited": 1, "missed": 1, "resat": 1}
    assert (so_far.invited, so_far.handed_in) == (2, 1)
    with transaction():
        actions.withdraw(resit.id, by=bench.by)
    assert rows(stage="resat") == []


def latest_of(invitation_id):
    with reading():
        return published.version(fetch(Invitation, invitation_id).assessment_version_id)


def latest(assessment_id):
    with reading():
        return published.latest_version(assessment_id)


def test_no_decision_is_owed_on_what_a_resit_follows(bench, first):
    def owed():
        with reading():
            return [one.invitation_id for one in overdue.page(bench.recruiter, at=LATER).rows]

    assert owed() == [first]
    again(bench, first)
    assert owed() == []


def test_the_table_asks_as_much_of_one_resit_as_of_three(bench):
    version = publish(bench)
    for name in ("Ada Byron", "Eva Lund", "Ida Holm"):
        invitation_id = ask(bench, version, name)
        sit(invitation_id)
        again(bench, invitation_id)
        if name == "Ada Byron":
            one = bench.statements(lambda: rows_of(bench, version))
    assert len(bench.statements(lambda: rows_of(bench, version))) == len(one)


def rows_of(bench, version):
    with clock.frozen(LATER):
        found = table.candidates(version.assessment_id, viewer=bench.recruiter, asked=Asked())
    assert {row.nth for row in found.rows} == {2}


def test_a_resit_of_another_candidates_sitting_is_not_found_as_ones_own(bench, first):
    with reading():
        version = published.version(fetch(Invitation, first).assessment_version_id)
    other = ask(bench, version, "Eva Lund", at=AT + MINUTE)
    again(bench, first)
    assert [one.invitation_id for one in tries(other)] == [other]
    with reading():
        assert invited.resit_of(other) is None
