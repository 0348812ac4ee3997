"""A message to who sits: kept, numbered, for those who run now, and no others."""

import pytest
from sqlalchemy import select

from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import Invalid, NotFound
from assay.invitations.models import Invitation
from assay.sittings import actions, board, messaging
from assay.sittings.models import Addressee
from tests.sittings.situation import AT, MINUTE, Situation, elsewhere

WORDS = "You may continue after the fire alarm."


@pytest.fixture
def room(app):
    with Situation(app) as room:
        room.start(at=AT)
        yield room


def assessment_of(room):
    with reading():
        return board.assessment_of(room.sitting_id)


def send(room, text=WORDS, **told):
    with transaction():
        return messaging.send(assessment_of(room), text, by=room.member, at=AT + MINUTE, **told)


def said(room, **told):
    with reading():
        return [(one.number, one.text) for one in messaging.said_to(room.sitting_id, **told)]


@pytest.mark.parametrize("is_to_one", [False, True])
def test_it_is_kept_audited_and_told_on(room, is_to_one):
    message = send(room, to=room.sitting_id if is_to_one else None)
    assert said(room) == [(1, WORDS)]
    assert room.told()[-1] == "MessageSent"
    with reading():
        (entry,) = entries_about("message", message.id)
        assert (entry.verb, entry.details) == (
            "message.send", {"sittings": 1, "to_all": not is_to_one},
        )  # fmt: skip
        assert WORDS not in str(entry.details)


def test_their_numbers_grow_and_a_page_is_given_those_past_the_last_it_knows(room):
    for number in range(1, 4):
        send(room, f"The {number}. of three")
    assert [number for number, _ in said(room)] == [1, 2, 3]
    assert said(room, after=2) == [(3, "The 3. of three")]
    assert said(room, after=3) == []


@pytest.mark.parametrize("text", ["", " \n ", "x" * 501])
def test_what_is_no_message_is_refused(room, text):
    with pytest.raises(Invalid) as refusal:
        send(room, text)
    assert list(refusal.value.fields) == ["text"]
    assert said(room) == []


def test_five_hundred_characters_are_taken_as_they_are(room):
    text = "<b>ü</b>\r\n" + "x" * 491
    assert len(send(room, text).text) == 500


def test_who_has_handed_in_is_told_nothing(room):
    with transaction():
        actions.submit(room.sitting_id, at=AT + MINUTE)
    for to in (None, room.sitting_id):
        with pytest.raises(Invalid) as refusal:
            send(room, to=to)
        assert list(refusal.value.fields) == ["to"]


def test_a_sitting_of_another_organisation_is_none_of_ours(room, app):
    def of_another(other):
        other.start(at=AT)
        return other.sitting_id, assessment_of(other)

    theirs, their_assessment = elsewhere(app, of_another)
    with pytest.raises(Invalid):
        send(room, to=theirs)
    with pytest.raises(NotFound), transaction():
        messaging.send(their_assessment, WORDS, by=room.member, at=AT)


def test_who_begins_later_was_not_meant(room):
    send(room)
    with reading():
        rows = session.scalars(select(Addressee)).all()
        assert [row.sitting_id for row in rows] == [room.sitting_id]


def test_staff_read_to_whom_it_went_and_who_said_it(room):
    send(room)
    send(room, "To you alone", to=room.sitting_id)
    with reading():
        found = messaging.told(assessment_of(room))
    assert [(one.text, one.to, one.count, one.by) for one in found] == [
        ("To you alone", "Cai Example", 1, "Ann Example"),
        (WORDS, None, 1, "Ann Example"),
    ]


def test_it_is_known_whom_a_message_was_for(room):
    message = send(room)
    with reading():
        assert messaging.sent_to(message.id) == messaging.Sent(
            assessment_id=assessment_of(room), sitting_ids=(room.sitting_id,)
        )


def test_the_assessment_of_a_sitting_that_is_not_ours_is_not_found(room):
    with reading(), pytest.raises(NotFound):
        board.assessment_of(session.scalars(select(Invitation.id)).one())
