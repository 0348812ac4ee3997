"""Letters that go out later: at their time, once, and never to who needs them no more."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.accounts.settling import settle_policy
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid
from assay.invitations import actions, csv_import, planning, requests
from assay.invitations.deadlines import after_no_start, before_the_end
from assay.invitations.models import Invitation
from assay.tenancy.policies import Policy
from tests.assessments.bench import Bench

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
REMINDED_AT = datetime(2026, 12, 6, 8, tzinfo=UTC)
"""Nine in Berlin, two days before the 8th."""


@pytest.fixture
def bench(app):
    with Bench(app) as bench, clock.frozen(NOON):
        bench.make_item()
        yield bench


def ask(bench, version=None, email="ada@example.org", **more):
    version = version or bench.published(name=f"For {email}")
    with transaction():
        return actions.invite(version.id, name="Ada", email=email, by=bench.by, **more).id


def plans(invitation_id):
    with reading():
        return [(one.kind, one.due_at, one.outcome) for one in planning.of(invitation_id)]


def planned_id(invitation_id, at=-1):
    with reading():
        return planning.of(invitation_id)[at].id


def hand_on(invitation_id, at, *, has_begun=False, which=-1):
    with clock.frozen(at), transaction():
        one = planned_id(invitation_id, which)
        return planning.hand_on(one, has_begun=has_begun, at=at)


def settle(bench, **policy):
    with transaction():
        settle_policy(Policy(**policy), by=bench.by, at=clock.now())


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Berlin", "2026-12-06T08:00+00:00"),
        ("Asia/Tokyo", "2026-12-07T00:00+00:00"),
        ("America/Los_Angeles", "2026-12-06T17:00+00:00"),
    ],
)
def test_a_reminder_comes_in_the_morning_where_its_reader_lives(zone, expected):
    start_by = datetime(2026, 12, 8, 22, 59, tzinfo=UTC)
    moment = before_the_end(start_by, zone, days=2, sent_at=NOON)
    assert moment == datetime.fromisoformat(expected)


def test_days_are_counted_over_the_end_of_summer_time():
    sent_at = datetime(2026, 10, 23, 12, tzinfo=UTC)
    assert after_no_start(sent_at, "Europe/Berlin", days=3) == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_no_reminder_comes_within_a_day_of_the_letter():
    start_by = NOON + 3 * DAY
    assert before_the_end(start_by, "UTC", days=2, sent_at=NOON) is None
    assert before_the_end(start_by + DAY, "UTC", days=2, sent_at=NOON) is not None
    assert before_the_end(start_by + DAY, "UTC", days=0, sent_at=NOON) is None


def test_who_is_invited_is_reminded_two_days_before_the_end(bench):
    assert plans(ask(bench)) == [("reminder", REMINDED_AT, None)]


def test_the_policy_says_when_and_whether(bench):
    settle(bench, reminds_before=0)
    assert plans(ask(bench)) == []
    settle(bench, reminds_before=3, reminds_after=4)
    assert plans(ask(bench, email="bo@example.org")) == [
        ("reminder", datetime(2026, 11, 28, 8, tzinfo=UTC), None),
        ("reminder", datetime(2026, 12, 5, 8, tzinfo=UTC), None),
    ]


@pytest.mark.parametrize("days", [-1, 61])
def test_a_policy_without_sense_is_refused(bench, days):
    with pytest.raises(Invalid) as refused:
        settle(bench, reminds_before=days)
    assert list(refused.value.fields) == ["reminds_before"]


def test_a_reminder_goes_out_once(bench):
    invitation_id = ask(bench)
    assert not hand_on(invitation_id, REMINDED_AT - timedelta(seconds=1))
    assert hand_on(invitation_id, REMINDED_AT)
    assert not hand_on(invitation_id, REMINDED_AT + DAY)
    assert bench.told().count("LetterDue") == 1
    assert bench.noted("invitation", invitation_id).count("invitation.remind") == 1


def withdraw(bench, invitation_id):
    actions.withdraw(invitation_id, by=bench.by)


def decline(bench, invitation_id):
    requests.decline(invitation_id, reason="", at=clock.now())


def archive(bench, invitation_id):
    session.get(Invitation, (bench.organisation_id, invitation_id)).archived_at = clock.now()


@pytest.mark.parametrize("end", [withdraw, decline, archive])
def test_who_is_out_of_it_is_not_reminded(bench, end):
    invitation_id = ask(bench)
    with transaction():
        end(bench, invitation_id)
    assert not hand_on(invitation_id, REMINDED_AT)
    assert plans(invitation_id) == [("reminder", REMINDED_AT, "not_needed")]
    assert "LetterDue" not in bench.told()


def test_who_has_begun_or_can_begin_no_more_is_not_reminded(bench):
    begun, late = ask(bench), ask(bench, email="bo@example.org")
    assert not hand_on(begun, REMINDED_AT, has_begun=True)
    assert not hand_on(late, REMINDED_AT + 10 * DAY)
    assert [plans(one)[0][2] for one in (begun, late)] == ["not_needed", "not_needed"]


def test_it_is_called_off_once_and_by_whom_is_kept(bench):
    invitation_id = ask(bench)
    for _ in range(2):
        with transaction():
            planning.call_off(planned_id(invitation_id), by=bench.by)
    assert not hand_on(invitation_id, REMINDED_AT)
    assert plans(invitation_id) == [("reminder", REMINDED_AT, "called_off")]
    assert bench.noted("invitation", invitation_id).count("letter.call_off") == 1


def test_what_is_on_its_way_is_not_called_off(bench):
    invitation_id = ask(bench)
    hand_on(invitation_id, REMINDED_AT)
    with pytest.raises(Conflict), transaction():
        planning.call_off(planned_id(invitation_id), by=bench.by)


def test_the_reminder_moves_with_the_window(bench):
    invitation_id = ask(bench)
    with transaction():
        actions.postpone(invitation_id, start_by=NOON + 30 * DAY, finish_by=None, by=bench.by)
    assert plans(invitation_id) == [("reminder", datetime(2026, 12, 22, 8, tzinfo=UTC), None)]


def test_an_invitation_waits_for_its_time_and_the_days_are_counted_from_there(bench):
    later = NOON + 7 * DAY
    invitation_id = ask(bench, send_at=later)
    assert plans(invitation_id) == [
        ("invitation", later, None), ("reminder", REMINDED_AT + 7 * DAY, None),
    ]  # fmt: skip
    with reading():
        assert planning.is_held_back(invitation_id)
    assert hand_on(invitation_id, later, which=0)
    with reading():
        assert not planning.is_held_back(invitation_id)


def test_sent_by_hand_it_waits_no_longer(bench):
    invitation_id = ask(bench, send_at=NOON + DAY)
    with transaction():
        actions.resend(invitation_id, by=bench.by)
    with reading():
        assert not planning.is_held_back(invitation_id)
    assert not hand_on(invitation_id, NOON + DAY, which=0)


@pytest.mark.parametrize("send_at", [NOON, NOON - DAY, NOON + 367 * DAY])
def test_a_moment_that_can_not_be_is_refused(bench, send_at):
    version = bench.published()
    with pytest.raises(Invalid) as refused:
        ask(bench, version, send_at=send_at)
    assert list(refused.value.fields) == ["send_at"]


def test_nothing_is_sent_after_the_window(bench):
    version = bench.published(start_by=NOON + DAY)
    with pytest.raises(Invalid) as refused:
        ask(bench, version, send_at=NOON + DAY)
    assert list(refused.value.fields) == ["send_at"]


def test_many_are_planned_in_the_same_few_statements(bench):
    version = bench.published()

    def invite(*names):
        rows = "\n".join(["name,email", *(f"{name},{name}@example.org" for name in names)])
        sheet = csv_import.parse(rows.encode())
        return lambda: actions.invite_many(version.id, sheet.rows, by=bench.by)

    assert len(bench.statements(invite("a"))) == len(bench.statements(invite("b", "c", "d")))
