"""Invitations without a letter: none is written, nor a reminder, until a member asks for it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from assay.assessments import actions as assessments
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid
from assay.decisions.queries import status_of
from assay.invitations import actions, importing, mailing, planning, queries
from assay.invitations.columns import Person, to_line
from assay.invitations.csv_import import Row
from assay.invitations.models import Import, Invitation
from assay.tenancy import entrances
from tests.assessments.bench import Bench
from tests.invitations.test_races import at_once

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ADA = {"name": "Ada", "email": "ada@example.org"}


@pytest.fixture
def bench(app):
    with Bench(app) as bench, clock.frozen(NOON):
        bench.make_item()
        yield bench


def hand_out(bench, version=None, **more):
    version = version or bench.published()
    with transaction():
        invitation, token = actions.hand_out(version.id, **ADA, **more, by=bench.by)
        return invitation.id, token


def plans(invitation_id):
    with reading():
        return [(one.kind, one.outcome) for one in planning.of(invitation_id)]


def is_wanted(invitation_id):
    with reading():
        return planning.is_wanted(queries.one(invitation_id), at=NOON)


def held_back(invitation_id):
    with reading():
        return planning.is_held_back(invitation_id)


def status(invitation_id):
    with reading():
        return status_of(invitation_id)


def test_its_link_opens_and_nothing_is_planned_or_sent(bench):
    invitation_id, token = hand_out(bench)
    with reading():
        opened = entrances.resolve("sit", token)
        assert (opened.subject_id, opened.is_open(NOON)) == (invitation_id, True)
    assert (plans(invitation_id), held_back(invitation_id)) == ([], True)
    assert not is_wanted(invitation_id)
    assert status(invitation_id) == "No letter: link by hand"
    noted = bench.noted("invitation", invitation_id)
    assert sorted(noted) == ["invitation.copy_link", "invitation.invite"]


def test_who_is_invited_already_stays_so_and_no_link_is_made(bench):
    version = bench.published()
    with transaction():
        known = actions.invite(version.id, **ADA, by=bench.by).id
    assert hand_out(bench, version) == (known, None)
    assert not held_back(known)
    assert "invitation.copy_link" not in bench.noted("invitation", known)


def test_who_was_invited_without_a_letter_is_sent_none_by_being_asked_again(bench):
    version = bench.published()
    first, _ = hand_out(bench, version)
    with transaction():
        assert actions.invite(version.id, **ADA, by=bench.by).id == first
    assert held_back(first)


def test_a_letter_that_is_not_sent_has_no_time(bench):
    with pytest.raises(Invalid) as refused:
        hand_out(bench, send_at=NOON + DAY)
    assert list(refused.value.fields) == ["send_at"]


def test_six_members_at_once_make_one_invitation_and_one_link(bench):
    version = bench.published()
    found = at_once(bench, lambda _: _ids(actions.hand_out(version.id, **ADA, by=bench.by)))
    assert len({invitation_id for invitation_id, _ in found}) == 1
    assert [bool(token) for _, token in found].count(True) == 1


def _ids(made):
    return made[0].id, made[1]


def test_the_letter_sent_after_all_is_followed_by_its_reminders(bench):
    invitation_id, _ = hand_out(bench)
    for _ in range(2):
        with transaction():
            actions.resend(invitation_id, by=bench.by)
    assert plans(invitation_id) == [("reminder", None)]
    assert (held_back(invitation_id), is_wanted(invitation_id)) == (False, True)
    assert status(invitation_id) == "Letter on its way"


def test_six_members_at_once_who_send_it_plan_its_reminder_once(bench):
    invitation_id, _ = hand_out(bench)
    at_once(bench, lambda _: actions.resend(invitation_id, by=bench.by).id)
    assert plans(invitation_id) == [("reminder", None)]


def test_another_window_writes_to_nobody(bench):
    invitation_id, _ = hand_out(bench)
    with transaction():
        actions.postpone(invitation_id, start_by=NOON + 30 * DAY, finish_by=None, by=bench.by)
    assert (plans(invitation_id), "InvitationResent" in bench.told()) == ([], False)


def test_a_corrected_address_is_written_to_by_nobody_and_closes_the_link(bench):
    invitation_id, token = hand_out(bench)
    with transaction():
        mailing.readdress(invitation_id, "ada@example.net", by=bench.by)
    assert "InvitationResent" not in bench.told()
    assert held_back(invitation_id)
    with reading():
        assert not entrances.resolve("sit", token).is_open(NOON)


def test_a_planned_letter_that_is_called_off_leaves_the_link_to_a_member(bench):
    version = bench.published()
    with transaction():
        asked = actions.invite(version.id, **ADA, send_at=NOON + DAY, by=bench.by).id
    assert status(asked) == "Planned for 25 Nov 2026"
    with reading():
        letter = planning.of(asked)[0].id
    with transaction():
        planning.call_off(letter, by=bench.by)
    assert (held_back(asked), is_wanted(asked)) == (True, False)
    assert status(asked) == "No letter: link by hand"
    with transaction():
        actions.resend(asked, by=bench.by)
    assert plans(asked) == [("invitation", "called_off"), ("reminder", None)]
    assert not held_back(asked)


def test_where_names_are_hidden_many_links_are_not_made_at_once_but_one_is(bench):
    version = bench.published()
    with transaction():
        assessments.hide_names(version.assessment_id, True, by=bench.by)
    rows = [Row(number=1, **ADA)]
    with pytest.raises(Conflict, match="names are hidden"), transaction():
        actions.invite_many(version.id, rows, by=bench.by, handout_id=uuid4())
    with pytest.raises(Conflict, match="names are hidden"), transaction():
        importing.confirm(file_of(bench, version), by_hand=True, by=bench.by)
    assert hand_out(bench, version)[1]


def file_of(bench, version):
    """Of two people, looked at."""
    made = Import(
        assessment_version_id=version.id, made_by=bench.by.id, file_name="people.csv", look={},
        headings=["name", "email"], sample=[], columns=["name", "email"], state="checked", fine=2,
        kept_until=NOON + DAY,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_files_people_are_a_hand_out_of_its_id_where_that_was_chosen(bench, by_hand):
    version = bench.published()
    people = [
        to_line(Person(row=Row(number=2, name=name, email=f"{name}@example.org"))).encode()
        for name in ("bo", "di")
    ]
    with transaction():
        import_id = file_of(bench, version)
        for _ in range(2):
            importing.confirm(import_id, by_hand=by_hand, by=bench.by)
    with transaction():
        new = [one for one, _ in importing.invite_batch(import_id, people).new]
        found = {one.handout_id for one in new}
        first = new[0].id
    assert (len(new), found) == (2, {import_id if by_hand else None})
    assert len(plans(first)) == (0 if by_hand else 1)
    assert bench.told().count("ImportConfirmed") == 1


def test_a_row_of_old_has_its_letter(bench):
    """The column came later: who was invited before it was, by a letter."""
    with transaction():
        asked = actions.invite(bench.published().id, **ADA, by=bench.by)
        assert session.get(Invitation, (bench.organisation_id, asked.id)).handout_id is None
