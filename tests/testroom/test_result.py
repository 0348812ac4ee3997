"""The result as its candidate reads it, and that a person is asked to look again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from assay.accounts.models import Member
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, transaction
from assay.invitations import afterwards
from assay.invitations import queries as invitations
from assay.reports.content import Question
from assay.sittings import actions
from assay.tenancy import entrances, settling
from assay.tenancy.policies import Policy
from assay.tenancy.queries import fetch
from assay.testroom.results import evidence
from tests.marking.exam import Asked, Exam
from tests.sittings.situation import AT, HOUR, MINUTE
from tests.testroom.chair import Chair

MIXED = [Asked(responsibility="testing", title="Secret title")] * 4 + [
    Asked(responsibility="database-integration", title="Secret title")
] * 2


@pytest.fixture
def make(app):
    """make(…): an exam with a link, held until the test is over."""
    held = []

    def make(asked=MIXED, **told):
        exam = Exam(app, asked, **told)
        held.append(exam)
        exam.__enter__()
        with transaction():
            entrances.admit("sit", exam.token, subject_id=exam.invitation_id, expires_at=None)
        return exam

    with clock.frozen(AT + HOUR):
        yield make
        for exam in held:
            exam.__exit__(None, None, None)


def result(exam):
    return Chair(exam).get(f"{exam.link}/result")


@pytest.mark.parametrize(
    ("cut", "right", "said"),
    [
        (60, 6, "lies above the score that Northwind Robotics has set"),
        (60, 0, "lies below the score that Northwind Robotics has set"),
        (60, 4, "lies near the score that Northwind Robotics has set"),
        (None, 4, "Northwind Robotics has set no score"),
    ],
)
def test_the_band_is_told_in_words_and_the_cut_is_not(make, cut, right, said):
    exam = make(cut=cut, cut_reason="It was judged." if cut else None)
    exam.result(right=right)
    page = result(exam)
    assert said in page.words()
    assert "60" not in page.soup.select_one(".promise").text
    assert not page.soup.select(".gauge-cut, .gauge-above, .gauge-below, .gauge-review")


def test_a_number_needs_four_questions_and_else_there_is_a_list(make):
    exam = make()
    exam.result(right=5)
    page = result(exam)
    rows = {row.b.text: row for row in page.soup.select(".rests > li")}
    assert set(rows) == {"Testing", "Database Integration"}
    assert rows["Testing"].select_one(".gauge")["aria-label"] == "100 of 100, likely 80 to 100"
    assert not rows["Database Integration"].select(".gauge")
    assert [one.text for one in rows["Database Integration"].select(".evidence li")] == [
        "1 earned all points", "1 earned nothing",
    ]  # fmt: skip


def test_it_gives_away_no_title_no_key_and_nobody_else(make):
    exam = make()
    other = exam.invite("Dov Other")
    exam.result(right=6, invitation_id=other)
    exam.result(right=3)
    page = result(exam)
    told = page.response.text
    for hidden in ("Secret title", "Dov Other", str(exam.work.item_version_ids[0]), "senior"):
        assert hidden not in told


def test_one_question_with_options_is_not_told_alone():
    def asked(kind, status):
        return Question(
            position=1, responsibility="Testing", title="", kind=kind, points=Decimal(0),
            out_of=Decimal(2), status=status,
        )  # fmt: skip

    assert evidence((asked("single", "right"),)) == evidence((asked("single", "wrong"),))
    assert evidence((asked("code", "right"),)) != evidence((asked("code", "wrong"),))
    assert evidence((asked("single", "right"), asked("output", "none"))) == (
        "1 earned all points", "1 was not answered",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def spoken(app):
    with app.extensions["assay.testroom"].test_request_context("/"):
        yield


def test_before_it_is_marked_the_page_says_so_and_until_when(make):
    exam = make()
    exam.sit(right=3)
    page = result(exam)
    assert (page.status, page.heading) == (200, "Your result")
    assert "not there yet" in page.words()
    assert "They write to you by Monday 19 January 2026" in page.words()
    assert not page.soup.select(".gauge")


def test_where_the_organisation_shows_none_there_is_none(make):
    exam = make()
    with transaction():
        settling.settle(Policy(shows_result=False), by=exam.member.id, at=AT)
    exam.result(right=6)
    page = result(exam)
    assert "does not show results" in page.words()
    assert not page.soup.select(".gauge, .promise")


def test_a_voided_sitting_has_no_result(make):
    exam = make()
    exam.result(right=6)
    with transaction():
        actions.void(exam.sitting_id, by=exam.member, reason="A test.", at=AT + HOUR)
    page = result(exam)
    assert "does not count" in page.words()
    assert not page.soup.select(".gauge, .promise")


def test_too_few_questions_have_words_and_no_number(make):
    exam = make([Asked()] * 3)
    exam.result(right=3)
    page = result(exam)
    assert "too few questions for a number" in page.words()
    assert not page.soup.select(".gauge")
    assert [one.text for one in page.soup.select(".evidence li")] == ["3 earned all points"]


def test_the_link_shows_it_until_the_answers_go(make):
    exam = make()
    exam.result(right=3)
    last = AT + 24 * MINUTE + timedelta(days=365)
    with clock.frozen(last):
        assert result(exam).status == 200
    with clock.frozen(last + timedelta(seconds=1)):
        assert Chair(exam).get(f"{exam.link}/result", follow=True).status == 410


def test_a_person_is_asked_once_and_the_answer_is_read_there(make):
    exam = make()
    exam.result(right=3)
    chair = Chair(exam)
    page = result(exam)
    again = chair.press(page, "/look-again", text="Question 2 has <two> meanings.")
    assert again.soup.select_one(".said").text == "Question 2 has <two> meanings."
    chair.press(page, "/look-again", text="Another.")
    with reading():
        (asked,) = invitations.requests(exam.invitation_id)
        assert [one.id for one in afterwards.waiting(viewer=fetch(Member, exam.member.id))] == [
            asked.id
        ]
    for text in ("You are right: it does.", "Second thoughts."):
        with transaction():
            afterwards.reply(asked.id, text=text, by=exam.member, at=AT + HOUR)
    said = [one.text for one in result(exam).soup.select(".said")]
    assert said == ["Question 2 has <two> meanings.", "You are right: it does."]
    with reading():
        assert afterwards.waiting(viewer=fetch(Member, exam.member.id)) == []
        noted = entries_about("invitation", exam.invitation_id)
    assert {(one.verb, one.actor_kind) for one in noted} == {
        ("request.ask", "candidate"), ("request.answer", "member"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"), [(" ", "Say what should"), ("x" * 1001, "at most 1,000")]
)
def test_a_reason_that_is_none_is_refused_at_its_field(make, text, said):
    exam = make()
    exam.result(right=3)
    page = Chair(exam).press(result(exam), "/look-again", text=text)
    assert page.status == 422
    assert said in page.soup.select_one("#text-error").text
    with reading():
        assert invitations.requests(exam.invitation_id) == []


def test_in_another_language_all_of_it_is(make):
    exam = make()
    exam.result(right=3)
    chair = Chair(exam)
    chair.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    page = chair.get(f"{exam.link}/result")
    assert page.soup.html["lang"] == "de"


def test_what_was_stated_about_ai_tools_stands_beside_the_result(make):
    exam = make()
    exam.result(right=3)
    words = result(exam).words()
    assert "This is what you were told before the start: AI tools are not allowed." in words


@pytest.mark.parametrize("end", ["result", "more"])
def test_a_language_that_is_chosen_leads_back_to_the_page(make, end):
    exam = make()
    exam.result(right=3)
    chair = Chair(exam)
    page = chair.press(chair.get(f"{exam.link}/{end}"), f"?back={end}", language="es")
    assert (page.path, page.soup.html["lang"]) == (f"{exam.link}/{end}", "es")
    page = chair.press(page, f"?back={end}", to=f"{exam.link}/language?back=//evil.example")
    assert page.path == exam.link
