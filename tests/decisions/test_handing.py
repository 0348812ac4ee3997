"""A hand-out: whose links are to be passed on, in files that hold one secret for each."""

import csv
import io
from uuid import uuid4

import pytest

from assay.assessments import actions as assessments
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.cells import BOM
from assay.core.db import reading, session, transaction
from assay.core.errors import NotFound
from assay.decisions import handing, stages
from assay.decisions.picking import WHY, why
from assay.invitations import actions as invitations
from assay.invitations.models import Candidate, Invitation
from assay.invitations.unnamed import code_of
from assay.tenancy import entrances
from assay.tenancy.queries import fetch
from tests.marking.exam import Counted, Exam
from tests.sittings.situation import AT, HOUR, MINUTE, elsewhere


@pytest.fixture
def exam(app):
    with Exam(app) as exam, clock.frozen(AT):
        exam.handout_id = uuid4()
        exam.viewer = exam.member_of_role("recruiter")
        yield exam


def given(exam, *names):
    """Invited without a letter, at one minute each."""
    ids = []
    for number, name in enumerate(names):
        ids.append(exam.invite(name, at=AT + number * MINUTE))
        with transaction():
            one = fetch(Invitation, ids[-1])
            one.handout_id, one.sent_at = exam.handout_id, None
    return ids


def standing(exam, viewer=None):
    with reading():
        of = exam.work.assessment_id
        return handing.handout(exam.handout_id, of=of, viewer=viewer or exam.viewer)


def links(exam, after=None, viewer=None):
    with transaction():
        return handing.make_links(
            exam.handout_id, of=exam.work.assessment_id, after=after,
            viewer=viewer or exam.viewer, by=exam.member,
        )  # fmt: skip


def test_each_has_a_link_that_opens_and_the_audit_says_who_made_it(exam):
    bo, ada = given(exam, "Bo", "Ada")
    lines = links(exam)
    assert [one.name for one in lines] == ["Ada", "Bo"]
    with reading():
        opened = [entrances.resolve("sit", one.token) for one in lines]
        assert [one.subject_id for one in opened] == [ada, bo]
        assert all(one.is_open(AT) for one in opened)
        (noted,) = entries_about("invitation", bo)
    assert (noted.verb, noted.actor_id) == ("invitation.copy_link", exam.member.id)


def test_a_link_lives_as_long_as_one_that_is_copied_alone(exam):
    (invitation_id,) = given(exam, "Bo")
    with transaction():
        invitations.grant_accommodation(invitation_id, percent=50, minutes=10, by=exam.member)
    (line,) = links(exam)
    with transaction():
        alone = invitations.copy_link(invitation_id, by=exam.member)
    with reading():
        ends = {entrances.resolve("sit", one).expires_at for one in (line.token, alone)}
    assert len(ends) == 1


def test_links_made_again_leave_the_earlier_ones_open(exam):
    given(exam, "Bo")
    (first,), (second,) = links(exam), links(exam)
    assert first.token != second.token
    with reading():
        assert all(entrances.resolve("sit", one.token).is_open(AT) for one in (first, second))


def test_who_has_begun_or_is_out_of_it_is_passed_nothing(exam):
    begun, withdrawn, sent, waiting = given(exam, "Bo", "Di", "Eve", "Fay")
    exam.sit(right=1, invitation_id=begun)
    with transaction():
        invitations.withdraw(withdrawn, by=exam.member)
        invitations.resend(sent, by=exam.member)
    found = standing(exam)
    assert (found.size, found.waiting) == (3, 1)
    assert [one.name for one in links(exam)] == ["Fay"]
    with reading():
        assert [one.verb for one in entries_about("invitation", waiting)] == [
            "invitation.copy_link"
        ]


def test_many_are_taken_in_parts_that_hold_everyone_once(exam, monkeypatch):
    monkeypatch.setattr(handing, "MOST", 2)
    given(exam, *"abcde")
    parts = standing(exam).parts
    assert [one.count for one in parts] == [2, 2, 1]
    found = [line.name for part in parts for line in links(exam, part.after)]
    assert sorted(found) == list("abcde")


def test_three_links_cost_as_many_queries_as_one(exam):
    given(exam, "Bo")
    with Counted() as one:
        links(exam)
    given(exam, "Di", "Eve")
    with Counted() as three:
        assert len(links(exam)) == 3
    assert len(one) == len(three)


def test_a_hand_out_is_of_its_assessment_and_of_who_sees_that(app, exam):
    given(exam, "Bo")
    stranger = exam.member_of_role("hiring_manager")
    with pytest.raises(NotFound):
        standing(exam, viewer=stranger)
    with pytest.raises(NotFound):
        links(exam, viewer=stranger)
    exam.handout_id = uuid4()
    with pytest.raises(NotFound):
        links(exam)
    exam.handout_id = elsewhere(app, lambda other: other.invitation_id)
    with pytest.raises(NotFound):
        standing(exam)


def test_while_names_are_hidden_codes_stand_for_them(exam):
    (invitation_id,) = given(exam, "Bo")
    with transaction():
        assessments.hide_names(exam.work.assessment_id, True, by=exam.member)
    (line,) = links(exam)
    assert (line.name, line.email) == (code_of(invitation_id), "")


def test_a_name_is_no_formula_in_the_file(exam):
    (invitation_id,) = given(exam, "=1+1")
    with transaction():
        candidate = fetch(Candidate, fetch(Invitation, invitation_id).candidate_id)
        candidate.email = "+x@example.org"
    (line,) = links(exam)
    text = handing.sheet([line], base_url="https://assay.example")
    assert text.startswith(BOM)
    head, row = csv.reader(io.StringIO(text.removeprefix(BOM)))
    assert head == ["name", "email", "link", "start_by"]
    assert row == [
        "'=1+1", "'+x@example.org", f"https://assay.example/sit/i/{line.token}",
        f"{line.start_by:%Y-%m-%d %H:%M}Z",
    ]  # fmt: skip


def test_a_bulk_sending_leaves_them_alone_and_says_why(exam):
    (invitation_id,) = given(exam, "Bo")
    assert WHY[_why(exam, invitation_id)].startswith("No letter was sent")
    assert _why(exam, exam.invitation_id) is None


def _why(exam, invitation_id):
    with reading():
        query = stages.joined(why("resend", {}, AT + HOUR)).where(Invitation.id == invitation_id)
        return session.scalar(query)
