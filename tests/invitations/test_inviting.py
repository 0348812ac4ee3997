"""Asking people: once each, with a window that ends where they live."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from assay.accounts.settling import settle_policy
from assay.assessments import actions as assessments
from assay.assessments import queries as papers
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.invitations import actions, csv_import, queries
from assay.invitations.models import Accommodation, Candidate, Invitation
from assay.tenancy.policies import Policy
from tests.assessments.bench import Bench

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def bench(app):
    with Bench(app) as bench, clock.frozen(NOON):
        bench.make_item()
        yield bench


def ask(bench, version, email="ada@example.org", name="Ada Byron", **more):
    with transaction():
        return actions.invite(version.id, name=name, email=email, by=bench.by, **more)


def candidate(invitation):
    return session.get_one(Candidate, (invitation.organisation_id, invitation.candidate_id))


def count(table):
    with reading():
        return session.scalar(select(func.count()).select_from(table))


def test_an_invitation_makes_the_candidate_and_tells(bench):
    version = bench.published()
    invitation = ask(bench, version, time_zone="asia/tokyo")
    with reading():
        person = candidate(invitation)
        assert (person.name, person.email, person.time_zone) == (
            "Ada Byron", "ada@example.org", "Asia/Tokyo",
        )  # fmt: skip
    assert invitation.invited_by == bench.recruiter.id
    assert bench.told() == ["AssessmentPublished", "CandidateInvited"]
    assert bench.noted("invitation", invitation.id) == ["invitation.invite"]


def test_the_window_ends_at_the_end_of_the_candidates_fourteenth_day(bench):
    invitation = ask(bench, bench.published(), time_zone="Asia/Tokyo")
    assert invitation.start_by == datetime(2026, 12, 8, 14, 59, tzinfo=UTC)
    assert invitation.finish_by is None


def test_the_letters_language_is_what_was_said_else_theirs_else_the_organisations(bench):
    first, second = bench.published(), None
    with transaction():
        settle_policy(Policy(language="de"), by=bench.by, at=NOON)
    with reading():
        assert queries.landing(ask(bench, first).id).language == "de"
    said = ask(bench, first, email="eva@example.org", language="es")
    with reading():
        assert queries.landing(said.id).language == "es"
    bench.make_item()
    second = bench.published(name="Another one")
    for email, code in (("ada@example.org", "de"), ("eva@example.org", "es")):
        with reading():
            assert queries.landing(ask(bench, second, email=email).id).language == code
    with transaction():
        settle_policy(Policy(language="en"), by=bench.by, at=NOON)
    third = bench.published(name="A third one")
    with reading():
        assert queries.landing(ask(bench, third).id).language == "de"
        assert queries.landing(ask(bench, third, email="new@example.org").id).language == "en"


def test_a_language_that_is_not_written_here_is_refused(bench):
    with pytest.raises(Invalid) as refusal:
        ask(bench, bench.published(), language="xx")
    assert list(refusal.value.fields) == ["language"]


def test_without_a_zone_it_is_the_organisations(bench):
    invitation = ask(bench, bench.published())
    assert invitation.start_by == datetime(2026, 12, 8, 22, 59, tzinfo=UTC)


def test_the_assessments_own_window_goes_first(bench):
    start, finish = NOON + timedelta(days=2), NOON + timedelta(days=3)
    version = bench.published(start_by=start, finish_by=finish)
    invitation = ask(bench, version)
    assert (invitation.start_by, invitation.finish_by) == (start, finish)


def test_nobody_may_start_after_the_finish(bench):
    finish = NOON + timedelta(days=3)
    invitation = ask(bench, bench.published(finish_by=finish))
    assert (invitation.start_by, invitation.finish_by) == (finish, finish)


def test_who_is_asked_twice_has_one_invitation(bench):
    version = bench.published()
    first = ask(bench, version)
    again = ask(bench, version, email="ADA@example.org", name="A. Byron", extra_percent=50)
    assert again.id == first.id
    assert (count(Candidate), count(Invitation), count(Accommodation)) == (1, 1, 0)
    assert bench.told().count("CandidateInvited") == 1
    with reading():
        assert candidate(first).name == "Ada Byron"


def test_the_same_person_may_sit_another_assessment(bench):
    ask(bench, bench.published())
    ask(bench, bench.published(name="Another"))
    assert (count(Candidate), count(Invitation)) == (1, 2)


def test_another_version_of_the_same_assessment_is_no_second_try(bench):
    first = bench.published()
    ask(bench, first)
    bench.make_item()
    with reading():
        assessment = papers.one(first.assessment_id, viewer=bench.recruiter)
    second = bench.publish(assessment)
    with pytest.raises(Conflict, match="version 1"):
        ask(bench, second)


def test_who_was_withdrawn_may_be_asked_again(bench):
    version = bench.published()
    first = ask(bench, version)
    with transaction():
        actions.withdraw(first.id, by=bench.by)
    assert ask(bench, version).id != first.id


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "Ada\nBcc: x@example.org"}, "name"),
        ({"name": " "}, "name"),
        ({"email": "ada@example.org\r\nBcc: x@example.org"}, "email"),
        ({"email": "ada"}, "email"),
        ({"time_zone": "Middle/Earth"}, "time_zone"),
        ({"extra_percent": -1}, "extra_percent"),
    ],
)
def test_what_is_wrong_is_told_under_its_field(bench, change, field):
    version = bench.published()
    with pytest.raises(Invalid) as refusal:
        ask(bench, version, **change)
    assert list(refusal.value.fields) == [field]
    assert (count(Candidate), count(Invitation)) == (0, 0)


def test_nobody_is_asked_to_what_is_retired_or_over(bench):
    version = bench.published(start_by=NOON + timedelta(hours=1))
    with clock.frozen(NOON + timedelta(hours=1)), pytest.raises(Conflict, match="window"):
        ask(bench, version)
    with transaction():
        assessments.retire(version.assessment_id, by=bench.by)
    with pytest.raises(Conflict, match="retired"):
        ask(bench, version)


def test_a_sheet_invites_everyone_with_what_it_says_of_them(bench):
    version = bench.published()
    sheet = csv_import.parse(
        b"name,email,time_zone,extra_percent\n"
        b"Ada Byron,ada@example.org,Europe/Paris,25\n"
        b"Bo Chan,BO@example.org,,\n"
    )
    with transaction():
        first, second = actions.invite_many(version.id, sheet.rows, by=bench.by)
    with reading():
        assert [candidate(one).email for one in (first, second)] == [
            "ada@example.org", "BO@example.org",
        ]  # fmt: skip
        ((granted),) = queries.accommodations(first.id)
        assert (granted.extra_percent, granted.extra_minutes) == (25, 0)
        assert queries.accommodations(second.id) == []
        people = {person.name for _, person in queries.of_version(version.id)}
        assert people == {"Ada Byron", "Bo Chan"}
    assert bench.told().count("CandidateInvited") == 2


def test_a_sheet_with_one_person_who_can_not_be_asked_invites_nobody(bench):
    first = bench.published()
    ask(bench, first, email="cy@example.org")
    bench.make_item()
    with reading():
        assessment = papers.one(first.assessment_id, viewer=bench.recruiter)
    second = bench.publish(assessment)
    sheet = csv_import.parse(b"name,email\nAda,ada@example.org\nCy,cy@example.org")
    with pytest.raises(Conflict, match="cy@"), transaction():
        actions.invite_many(second.id, sheet.rows, by=bench.by)
    assert count(Invitation) == 1


def test_a_thousand_are_asked_in_a_few_statements(bench):
    version = bench.published()
    rows = [f"Person {'abc'[n % 3]},p{n}@example.org" for n in range(1000)]
    sheet = csv_import.parse("\n".join(["name,email", *rows]).encode())
    said = bench.statements(lambda: actions.invite_many(version.id, sheet.rows, by=bench.by))
    assert len(said) < 20
    with transaction():
        actions.invite_many(version.id, sheet.rows, by=bench.by)
    assert count(Invitation) == 1000


def test_a_version_that_is_not_ours_is_not_found(bench):
    with pytest.raises(NotFound):
        actions.invite(bench.organisation_id, name="Ada", email="a@example.org", by=bench.by)
