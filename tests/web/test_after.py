"""After the end, on the staff's side: requests, files of late answers, and what comes to count."""

import json

import pytest

from assay.accounts.models import Member
from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import TimeIsUp
from assay.core.signing import Signer
from assay.decisions.table import candidates
from assay.invitations import afterwards, ratings
from assay.invitations import queries as invitations
from assay.marking import queries as marking
from assay.marking.models import Mark
from assay.marking.remarking import KEPT
from assay.sittings import actions, late
from assay.sittings import queries as sittings
from assay.tenancy.queries import fetch
from assay.tenancy.scope import scope
from tests.marking.exam import Exam, visits
from tests.sittings.situation import AT, HOUR
from tests.visitor import Page
from workers import tasks


@pytest.fixture
def exam(app):
    """Marked: the first two are right, the third was left out."""
    with Exam(app) as exam:
        roles = ("recruiter", "marker", "author", "hiring_manager")
        exam.people = {role: exam.account(role) for role in roles}
        exam.shared = exam.account("hiring_manager", shared=True)
        exam.result({1: {"choice": "b"}, 2: {"choice": "b"}, 4: {"choice": "a"}, 5: None})
    return exam


@pytest.fixture
def recruiter(app, exam):
    return visits(app, exam.people["recruiter"])


def page(exam):
    return f"/o/{exam.slug}/invitations/{exam.invitation_id}/after"


def proof(exam, *, sitting_id=None, organisation_id=None, secret=None):
    told = [str(organisation_id or exam.organisation_id), str(sitting_id or exam.sitting_id)]
    return Signer(secret or exam.settings.secret_key, "answers").sign(told)


def answer(position=3, value=None, *, seq=7, key="a-key-of-the-room"):
    return {"position": position, "seq": seq, "key": key, "value": value or {"choice": "b"}}


def file(exam, *answers, **told):
    body = {"sitting": "x", "proof": proof(exam), "answers": list(answers or [answer()]), **told}
    return json.dumps(body).encode()


def send(visitor, exam, body):
    """By hand: the test client leaves large files of its own open."""
    token = visitor.get(page(exam)).token().encode()
    head = b'--x\r\nContent-Disposition: form-data; name="'
    parts = head + b'csrf_token"\r\n\r\n' + token + b"\r\n" + head
    parts += b'file"; filename="answers.json"\r\n\r\n' + body + b"\r\n--x--\r\n"
    answer = visitor.client.post(
        f"{page(exam)}/file", data=parts, content_type="multipart/form-data; boundary=x",
        base_url=visitor.base_url,
    )  # fmt: skip
    return Page(answer)


def kept(app, exam):
    with app.app_context(), scope(exam.organisation_id), reading():
        return [(one.position, one.value, one.reason) for one in late.kept(exam.sitting_id)]


def counts(app, exam, position=3):
    with app.app_context(), scope(exam.organisation_id), reading():
        one = sittings.answer(exam.sitting_id, position)
        return one and one.value


def test_a_file_is_kept_shown_beside_what_counts_and_does_not_count(app, exam, recruiter):
    assert send(recruiter, exam, file(exam)).status == 303
    assert kept(app, exam) == [(3, {"choice": "b"}, "")]
    assert counts(app, exam) is None
    words = recruiter.get(page(exam)).words()
    assert "Late Option b Counts now Nothing." in words


def test_the_same_file_again_keeps_nothing_more(app, exam, recruiter):
    for _ in range(2):
        send(recruiter, exam, file(exam))
    assert len(kept(app, exam)) == 1
    assert "Nothing new" in recruiter.get(page(exam)).words()


HOSTILE = {
    "nothing": (b"", "Choose the file"),
    "no JSON": (b"\x00\xff", "not a file of answers"),
    "deep": (b"[" * 100_000, "not a file of answers"),
    "a list": (b"[]", "not a file of answers"),
    "huge": (b" " * 1_600_000, "too large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_such_file_is_refused_at_its_field(app, exam, recruiter, name):
    body, said = HOSTILE[name]
    refused = send(recruiter, exam, body)
    assert refused.status == 422
    assert said in refused.soup.select_one("#file-error").text
    assert kept(app, exam) == []


WRONG = {
    "signed by nobody": ({"proof": "x.y"}, (), "not from our test room"),
    "signed by another": ("secret", (), "not from our test room"),
    "another sitting's": ("sitting", (), "from another sitting"),
    "another organisation's": ("organisation", (), "from another sitting"),
    "no answers": ({"answers": []}, (), "no answer in this file"),
    "too many": ({"answers": [answer()] * 301}, (), "more than 300"),
    "no question": ({}, (answer(9),), "no question 9"),
    "question nought": ({}, (answer(0),), "to no question"),
    "a question that is true": ({}, (answer(True),), "to no question"),
    "a number below": ({}, (answer(seq=-1),), "Question 3: its answer has no number"),
    "a number too large": ({}, (answer(seq=2**60),), "Question 3: its answer has no number"),
    "a key of theirs": ({}, (answer(key="'; drop"),), "Question 3: its answer has no key"),
    "no value": ({}, (answer(value={"choice": ["b"]}),), "Question 3: this is not an answer"),
    "no option": ({}, (answer(value={"choice": "z"}),), "Question 3: This is not one of"),
    "a NUL": ({}, (answer(value={"choice": "\0"}),), "Question 3: this is not an answer"),
    "one bad of two": ({}, (answer(1), answer(9)), "no question 9"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_wrong_is_refused_whole(app, exam, recruiter, name):
    told, answers, said = WRONG[name]
    other = "0c8e2b7e-6f0f-4d7e-9a53-6f4ad3a1f6b2"
    made = {
        "secret": lambda: proof(exam, secret="another"),
        "sitting": lambda: proof(exam, sitting_id=other),
        "organisation": lambda: proof(exam, organisation_id=other),
    }
    more = {"proof": made[told]()} if isinstance(told, str) else told
    refused = send(recruiter, exam, file(exam, *answers, **more))
    assert refused.status == 422
    assert said in refused.soup.select_one("#file-error").text
    assert kept(app, exam) == []


def accept(visitor, exam, reason="The line was down.", **told):
    token = visitor.get(page(exam)).token()
    fields = {"position": "3", "seq": "7", "key": "a-key-of-the-room", "reason": reason, **told}
    return visitor.post(f"{page(exam)}/accept", csrf_token=token, **fields)


def remarked(app, exam):
    with app.app_context(), scope(exam.organisation_id):
        tasks.remark_sitting(None, sitting_id=exam.sitting_id)
        with reading():
            result = marking.find_result(exam.sitting_id)
            marks = marking.marks(exam.sitting_id, result.round)
            return result.round, {mark.position: int(mark.points) for mark, _ in marks}


def test_what_a_person_accepts_counts_and_is_marked_in_a_new_round(app, exam, recruiter):
    send(recruiter, exam, file(exam))
    assert accept(recruiter, exam).status == 303
    assert counts(app, exam) == {"choice": "b"}
    assert remarked(app, exam) == (2, {1: 2, 2: 2, 3: 2, 4: 0, 5: 0})
    assert remarked(app, exam)[0] == 2
    assert "The line was down." in recruiter.get(page(exam)).words()
    with app.app_context(), scope(exam.organisation_id):
        with reading():
            assert marking.marks(exam.sitting_id, 1)[2][0].points == 0
            (row,) = candidates(exam.work.assessment_id, viewer=fetch_member(exam)).rows
            assert round(row.measure.percent) == 60
        assert [one for one in exam.told() if one in ("LateAnswerAccepted", "SittingMarked")] == [
            "SittingMarked", "LateAnswerAccepted", "SittingMarked",
        ]  # fmt: skip


def fetch_member(exam):
    return fetch(Member, exam.member.id)


def test_pressing_twice_counts_once(app, exam, recruiter):
    send(recruiter, exam, file(exam))
    for _ in range(2):
        accept(recruiter, exam)
    with app.app_context(), scope(exam.organisation_id), reading():
        verbs = [one.verb for one in entries_about("sitting", exam.sitting_id)]
    assert verbs.count("sitting.accept_late") == 1
    assert exam_told(app, exam).count("LateAnswerAccepted") == 1


def exam_told(app, exam):
    with app.app_context(), scope(exam.organisation_id):
        return exam.told()


def test_one_that_came_by_itself_after_the_grace_is_accepted_too(app, exam, recruiter):
    with pytest.raises(TimeIsUp):
        exam.save(4, {"choice": "b"}, at=AT + HOUR, seq=9, key="by-itself")
    assert kept(app, exam) == [(4, {"choice": "b"}, "")]
    accept(recruiter, exam, position="4", seq="9", key="by-itself")
    assert remarked(app, exam) == (2, {1: 2, 2: 2, 3: 0, 4: 2, 5: 0})


def test_without_a_reason_nothing_counts(app, exam, recruiter):
    send(recruiter, exam, file(exam))
    refused = accept(recruiter, exam, reason="  ")
    assert refused.status == 422
    assert "Give the reason" in refused.words()
    assert counts(app, exam) is None


def test_an_answer_that_nobody_sent_is_not_there(app, exam, recruiter):
    assert accept(recruiter, exam).status == 404


def test_a_mark_that_a_person_gave_is_not_touched(app, exam, recruiter):
    send(recruiter, exam, file(exam))
    with app.app_context(), scope(exam.organisation_id), transaction():
        result = marking.result_of(exam.sitting_id)
        mark = marking.marks(exam.sitting_id, result.round)[2][0]
        told = {name: getattr(mark, name) for name in KEPT} | {
            "source": "human", "marked_by": exam.member.id, "marked_at": mark.marked_at + HOUR,
        }  # fmt: skip
        session.add(Mark(round=1, **told))
    refused = accept(recruiter, exam)
    assert refused.status == 422
    assert "A person gave this question’s points" in refused.words()
    assert counts(app, exam) is None


def test_while_it_is_not_marked_nothing_can_be_accepted(app):
    with Exam(app) as exam:
        exam.people = {"recruiter": exam.account("recruiter")}
        exam.sit({1: {"choice": "b"}})
    visitor = visits(app, exam.people["recruiter"])
    send(visitor, exam, file(exam))
    assert "once the answers are marked" in visitor.get(page(exam)).words()
    assert "Wait until the answers are marked" in accept(visitor, exam).words()
    assert counts(app, exam) is None


@pytest.mark.parametrize("state", ["started", "voided"])
def test_a_sitting_that_runs_or_does_not_count_takes_no_file(app, state):
    with Exam(app) as exam:
        exam.people = {"recruiter": exam.account("recruiter")}
        if state == "started":
            exam.start(at=AT)
        else:
            exam.sit({})
            with transaction():
                actions.void(exam.sitting_id, by=exam.member, reason="A test.", at=AT + HOUR)
    assert send(visits(app, exam.people["recruiter"]), exam, file(exam)).status == 404
    assert kept(app, exam) == []


@pytest.mark.parametrize(
    ("role", "sees", "acts"),
    [
        ("marker", 403, 403),
        ("author", 403, 403),
        ("hiring_manager", 404, 403),
        ("shared", 200, 403),
    ],
)
def test_who_may_see_it_and_who_may_act(app, exam, recruiter, role, sees, acts):
    send(recruiter, exam, file(exam))
    visitor = visits(app, exam.shared if role == "shared" else exam.people[role])
    assert visitor.get(page(exam)).status == sees
    token = visitor.get("/o/").token() if sees != 200 else visitor.get(page(exam)).token()
    fields = {"position": "3", "seq": "7", "key": "a-key-of-the-room", "reason": "So."}
    assert visitor.post(f"{page(exam)}/accept", csrf_token=token, **fields).status == acts
    if sees == 200:
        assert not visitor.get(page(exam)).soup.select("form[action$='/accept']")
    assert counts(app, exam) is None


def ask(app, exam):
    with app.app_context(), scope(exam.organisation_id), transaction():
        afterwards.look_again(exam.invitation_id, text="Question 2, please.", at=AT + HOUR)
        afterwards.erase(exam.invitation_id, at=AT + HOUR)
        return afterwards.of(exam.invitation_id, "review").id


def test_a_request_waits_for_a_person_who_answers_it_in_words(app, exam, recruiter):
    request_id = ask(app, exam)
    waits = recruiter.get(f"/o/{exam.slug}/work").words()
    assert "A person is to look again" in waits
    assert "Everything is to be erased" in waits
    shown = recruiter.get(f"/o/{exam.slug}/invitations/{exam.invitation_id}").words()
    assert "A person is to look again" in shown
    token = recruiter.get(page(exam)).token()
    where = f"{page(exam)}/requests/{request_id}"
    assert recruiter.post(where, csrf_token=token, text=" ").status == 422
    assert recruiter.post(where, csrf_token=token, text="It is as it was.").status == 303
    recruiter.post(where, csrf_token=token, text="Another.")
    with app.app_context(), scope(exam.organisation_id), reading():
        replies = {one.kind: one.reply for one in invitations.requests(exam.invitation_id)}
    assert replies == {"review": "It is as it was.", "erase": ""}
    assert "A person is to look again" not in recruiter.get(f"/o/{exam.slug}/work").words()


def test_a_hiring_manager_answers_where_the_assessment_is_shared(app, exam):
    request_id = ask(app, exam)
    for email, status in ((exam.people["hiring_manager"], 404), (exam.shared, 303)):
        visitor = visits(app, email)
        token = visitor.get("/o/").token() if status == 404 else visitor.get(page(exam)).token()
        where = f"{page(exam)}/requests/{request_id}"
        assert visitor.post(where, csrf_token=token, text="Looked at.").status == status


def test_ratings_are_told_of_the_assessment_and_never_beside_a_candidate(app, exam, recruiter):
    with app.app_context(), scope(exam.organisation_id):
        for number in range(5):
            invitation_id = exam.invitation_id if number == 0 else exam.invite(f"Cai {number}")
            with transaction():
                ratings.rate(invitation_id, stars=4, comment="Telling words.", at=AT + HOUR)
    words = recruiter.get(f"/o/{exam.slug}/assessments/{exam.work.assessment_id}").words()
    assert "4.0 of 5 by 5" in words
    for path in (page(exam), page(exam).removesuffix("/after")):
        told = recruiter.get(path).words()
        assert "Telling words." not in told
        assert "Rated" not in told
