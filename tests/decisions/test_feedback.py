"""What members write to candidates about a decision: once, by hand, in the candidate's language."""

import pytest
from sqlalchemy import select

from assay.audit.actions import SYSTEM
from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid, NotAllowed
from assay.decisions import actions, feedback, letters
from assay.decisions.models import Feedback
from assay.events.models import OutboxRow
from assay.invitations import actions as inviting
from assay.invitations import queries as invitations
from tests.marking.exam import Exam
from tests.sittings.situation import AT, HOUR


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        exam.sit(right=3)
        exam.settle()
        yield exam


def decide(exam, verdict="reject"):
    with transaction():
        decided = actions.decide(
            exam.invitation_id, verdict=verdict, reason="Because.", by=exam.member
        )
        return decided.id


def write(exam, decision_id, text="Thank you.", by=None):
    with transaction():
        return feedback.write(
            exam.invitation_id, decision_id=decision_id, text=text, by=by or exam.member,
            at=AT + HOUR,
        ).id  # fmt: skip


def kept():
    with reading():
        return [one.text for one in session.scalars(select(Feedback))]


def events():
    with reading():
        return [one.name for one in session.scalars(select(OutboxRow))]


def test_a_decision_by_itself_writes_to_nobody(exam):
    decide(exam)
    assert (kept(), events().count("FeedbackWritten")) == ([], 0)


def test_what_was_written_is_kept_with_who_wrote_it_and_asks_for_the_mail(exam):
    write(exam, decide(exam), " Thank you.\r\nGoodbye. ")
    assert kept() == ["Thank you.\nGoodbye."]
    with reading():
        (told,) = feedback.written(exam.invitation_id)
        verbs = [one.verb for one in entries_about("invitation", exam.invitation_id)]
    assert (told.verdict, told.by, told.sent_at) == ("reject", "Ann Example", None)
    assert events().count("FeedbackWritten") == 1
    assert "decision.write" in verbs


def test_a_second_letter_about_one_decision_is_the_first(exam):
    decision_id = decide(exam)
    first = write(exam, decision_id)
    assert write(exam, decision_id, "Something else.") == first
    assert (kept(), events().count("FeedbackWritten")) == (["Thank you."], 1)


def test_a_letter_about_a_decision_that_no_longer_stands_is_not_sent(exam):
    earlier = decide(exam)
    decide(exam, "advance")
    with pytest.raises(Conflict):
        write(exam, earlier)
    assert kept() == []


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001, "a\0b"])
def test_nothing_and_too_much_are_not_sent(exam, text):
    decision_id = decide(exam)
    with pytest.raises(Invalid) as refusal:
        write(exam, decision_id, text)
    assert set(refusal.value.fields) == {"text"}


def test_the_machine_writes_no_letter(exam):
    decision_id = decide(exam)
    with pytest.raises(NotAllowed):
        write(exam, decision_id, by=SYSTEM)


@pytest.mark.parametrize(
    ("language", "verdict", "words"),
    [
        ("en", "advance", "We would like to go on with you"),
        ("en", "hold", "We have not decided yet"),
        ("de", "reject", "Wir werden das Verfahren für diese Stelle nicht"),
        ("es", "advance", "Nos gustaría continuar"),
    ],
)
def test_the_draft_is_in_the_candidates_language(exam, language, verdict, words):
    with transaction():
        inviting.speak(exam.invitation_id, language)
    with reading():
        draft = letters.draft(invitations.landing(exam.invitation_id), verdict)
    assert words in draft
    assert "Flask developer, mid level" in draft


def test_the_letter_shows_what_was_typed_and_obeys_none_of_it(exam):
    with reading():
        landing = invitations.landing(exam.invitation_id)
    text = "Thank <b>you</b>\nand\n\n<script>x</script> {{ 7 * 7 }} %(assessment)s"
    letter = letters.compose(landing, text, reply_to="ann@x.example")
    assert "&lt;b&gt;you&lt;/b&gt;<br>and</p>" in letter.html
    assert "<script>" not in letter.html
    assert "{{ 7 * 7 }} %(assessment)s" in letter.text
    assert (letter.recipient, letter.reply_to) == (landing.email, "ann@x.example")
    assert "\n" not in letter.subject


def test_it_is_sent_once_and_that_is_kept(exam):
    feedback_id = write(exam, decide(exam))
    for later in (2, 3):
        with transaction():
            feedback.mark_sent(feedback_id, at=AT + later * HOUR)
    with reading():
        (told,) = feedback.written(exam.invitation_id)
        verbs = [one.verb for one in entries_about("invitation", exam.invitation_id)]
    assert told.sent_at == AT + 2 * HOUR
    assert verbs.count("decision.send") == 1
