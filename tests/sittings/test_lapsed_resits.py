"""A resit that nobody sits: what it follows stands again, and another may be offered."""

import pytest

from assay.assessments import queries as published
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import Conflict
from assay.decisions import overdue, table
from assay.decisions.finding import Asked
from assay.invitations import actions, queries, requests
from assay.invitations.models import Invitation
from assay.sittings import resitting
from assay.tenancy.queries import fetch
from tests.assessments.bench import Bench
from tests.sittings.retaken import DAY, HOUR, LATER, again, ask, publish, sit
from tests.sittings.situation import SECOND


@pytest.fixture
def bench(app):
    with Bench(app, time_zone="UTC") as bench:
        yield bench


@pytest.fixture
def first(bench):
    invitation_id = ask(bench, publish(bench))
    sit(invitation_id)
    return invitation_id


def stages(bench, invitation_id, *, at):
    """Everyone's stage by id, in the list and aside; and who is owed a decision."""
    with reading():
        assessment_id = published.version(
            fetch(Invitation, invitation_id).assessment_version_id
        ).assessment_id
    with clock.frozen(at), reading():
        found = {
            row.invitation_id: row.stage
            for asked in (Asked(), Asked(stage="resat"))
            for row in table.candidates(assessment_id, viewer=bench.recruiter, asked=asked).rows
        }
        counted = table.counts(assessment_id).stages
        owed = [one.invitation_id for one in overdue.page(bench.recruiter, at=at).rows]
    assert sorted(found.values()) == sorted(counted)
    return found, owed


def tries(invitation_id, *, at):
    with reading():
        found = resitting.tries_of([invitation_id], at=at)[invitation_id]
    return [one.invitation_id for one in found]


def declined(resit):
    with clock.frozen(LATER + HOUR), transaction():
        requests.decline(resit.id, reason="", at=LATER + HOUR)
    return LATER + HOUR, "declined"


def missed(resit):
    return resit.start_by, "missed"


LAPSES = pytest.mark.parametrize("lapses", [declined, missed])


@LAPSES
def test_what_it_follows_stands_again_from_then_on(bench, first, lapses):
    resit = again(bench, first)
    assert stages(bench, first, at=LATER) == ({first: "resat", resit.id: "invited"}, [])
    at, as_what = lapses(resit)
    assert stages(bench, first, at=at) == ({first: "to_decide", resit.id: as_what}, [first])
    assert tries(first, at=at) == [first]
    assert tries(resit.id, at=at) == [first, resit.id]


def test_to_the_second_and_not_once_it_was_begun(bench, first):
    resit = again(bench, first)
    before = resit.start_by - SECOND
    assert stages(bench, first, at=before)[0][first] == "resat"
    sit(resit.id, at=before)
    at = resit.start_by + DAY
    assert stages(bench, first, at=at) == ({first: "resat", resit.id: "to_decide"}, [])
    assert tries(first, at=at) == [first, resit.id]


@LAPSES
def test_another_may_be_offered_and_the_one_that_was_not_sat_is_withdrawn(bench, first, lapses):
    lapsed = again(bench, first)
    at, _ = lapses(lapsed)
    with reading():
        assert resitting.offer(first, at=at).replaces
    other = again(bench, first, at=at)
    assert (other.id != lapsed.id, other.former_id) == (True, first)
    assert tries(first, at=at) == [first, other.id]
    with reading():
        assert queries.one(lapsed.id).withdrawn_at == at
    assert stages(bench, first, at=at)[0] == {
        first: "resat", other.id: "invited", lapsed.id: "withdrawn",
    }  # fmt: skip
    assert again(bench, first, at=at + HOUR).id == other.id
    with pytest.raises(Conflict), transaction():
        requests.take_up(lapsed.id, at=at + HOUR)


def test_who_comes_back_to_it_stands_there_again(bench, first):
    resit = again(bench, first)
    at, _ = declined(resit)
    with transaction():
        requests.take_up(resit.id, at=at + HOUR)
    assert stages(bench, first, at=at + HOUR) == ({first: "resat", resit.id: "invited"}, [])
    assert again(bench, first, at=at + HOUR).id == resit.id


def test_who_is_given_more_days_stands_there_again(bench, first):
    resit = again(bench, first)
    at = resit.start_by + HOUR
    with clock.frozen(at), transaction():
        actions.postpone(resit.id, start_by=at + DAY, finish_by=None, by=bench.by)
    assert stages(bench, first, at=at)[0] == {first: "resat", resit.id: "invited"}
