"""A candidate's way without JavaScript: link, start, questions by plain forms, review, receipt."""

import re
from datetime import timedelta

import pytest

from assay.core import clock
from assay.core.db import reading
from assay.sittings import queries
from assay.sittings.timing import GRACE
from assay.tenancy.policies import Policy
from tests.sittings.situation import AT, HOUR, MINUTE, SECOND, Situation, pool
from tests.testroom.chair import Chair


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


def test_the_landing_page_says_who_asks_what_is_measured_and_when_it_would_end(chair, room):
    page = chair.get(room.link)
    words = page.words()
    for told in (
        room.organisation_name, "Flask developer", "5 questions in 60 minutes", "Testing",
        "Monday 5 January 2026, 11:00", "Europe/Berlin", "10:00 UTC",
    ):  # fmt: skip
        assert told in words
    assert "extra time" not in words


def test_granted_time_is_shown_to_the_candidate(app):
    with Situation(app, extra_percent=25) as room, clock.frozen(AT):
        words = Chair(room).get(room.link).words()
    assert "5 questions in 75 minutes" in words
    assert "15 minutes of extra time" in words


def test_a_cut_time_is_said_before_the_start(app):
    with Situation(app, finish_by=AT + 20 * MINUTE) as room, clock.frozen(AT):
        words = Chair(room).get(room.link).words()
    assert "Monday 5 January 2026, 10:20" in words
    assert "less than the full time" in words


def test_the_whole_way_by_plain_forms(chair, room):
    page = chair.press(chair.get(room.link), "/start", agree="yes")
    assert page.path == "/sit/room/1"
    given = [
        {"choice": "b"},
        {"choices": ["c", "a"]},
        {"place-a": "3", "place-b": "1", "place-c": "2"},
        {"text": "x_host"},
        {"choice": "a"},
    ]
    for answer in given:
        page = chair.press(page, "#answer", go="next", **answer)
    assert page.path == "/sit/review"
    assert "5 of 5 answered" in page.words()
    page = chair.press(page, "/submit")
    assert (page.path, page.heading) == ("/sit/done", "Your answers are handed in")
    room.find_sitting()
    with reading():
        kept = {at: row.value for at, row in queries.answers(room.sitting_id).items()}
        fingerprint = queries.receipt(room.sitting_id)
    assert kept == {
        1: {"choice": "b"},
        2: {"choices": ["a", "c"]},
        3: {"order": ["b", "c", "a"]},
        4: {"text": "x_host"},
        5: {"choice": "a"},
    }
    assert page.soup.select_one(".receipt").text == fingerprint
    assert room.told() == ["SittingStarted", "SittingSubmitted"]


def test_an_answer_stands_on_its_page_when_one_comes_back(chair, room):
    page = chair.start()
    chair.press(page, "#answer", go="next", choice="b")
    page = chair.get("/sit/room/1")
    assert [box["value"] for box in page.soup.select("input[name=choice][checked]")] == ["b"]
    assert page.soup.select_one("form#answer")["data-seq"] == "1"


def test_the_navigator_saves_before_it_goes(chair, room):
    page = chair.press(chair.start(), "#answer", go="4", choice="b")
    assert page.path == "/sit/room/4"
    assert room.answer(1).value == {"choice": "b"}


def test_passing_through_an_unanswered_question_writes_nothing(chair, room):
    chair.press(chair.start(), "#answer", go="next")
    assert room.answer(1) is None


def test_a_double_click_is_one_save(chair, room):
    page = chair.start()
    for _ in range(2):
        chair.press(page, "#answer", go="next", choice="b")
    assert room.counted() == 1


def test_a_stale_form_changes_nothing_and_shows_what_stands(chair, room):
    page = chair.start()
    room.save(1, {"choice": "a"}, at=AT)
    answer = chair.press(page, "#answer", go="next", choice="b")
    assert answer.status == 409
    assert "answered in another tab" in answer.words()
    assert [box["value"] for box in answer.soup.select("input[name=choice][checked]")] == ["a"]
    assert room.answer(1).value == {"choice": "a"}


def test_a_stale_text_is_given_back(chair, room):
    chair.start()
    page = chair.get("/sit/room/4")
    room.save(4, {"text": "newer"}, at=AT)
    answer = chair.press(page, "#answer", go="next", text="mine & <only> mine")
    assert answer.soup.select_one(".notice pre").text == "mine & <only> mine"


def test_an_order_with_a_place_twice_is_sent_back(chair, room):
    chair.start()
    page = chair.get("/sit/room/3")
    fields = {"place-a": "1", "place-b": "1", "place-c": "2"}
    answer = chair.press(page, "#answer", go="next", **fields)
    assert (answer.status, "a place of its own" in answer.words()) == (422, True)


def test_a_flag_brings_the_answer_along(chair, room):
    page = chair.start()
    page = chair.press(page, "#answer", to="/sit/flag/1", on="1", choice="b")
    assert page.path == "/sit/room/1"
    assert room.answer(1).value == {"choice": "b"}
    assert page.soup.select_one("[data-question='1']")["class"] == [
        "mark",
        "is-answered",
        "is-flagged",
    ]
    assert "1 flagged" in chair.get("/sit/review").words()
    page = chair.press(page, "#answer", to="/sit/flag/1", on="0", choice="b")
    assert "is-flagged" not in page.soup.select_one("[data-question='1']")["class"]


def test_the_key_is_in_no_page(chair, room):
    pages = [chair.start(), *(chair.get(f"/sit/room/{n}") for n in range(2, 6))]
    for page in pages:
        assert room.secret not in page.response.text
        assert str(room.version_ids[0]) not in page.response.text


def test_the_time_is_up_by_form(chair, room):
    page = chair.start()
    with clock.frozen(AT + HOUR + GRACE + SECOND):
        page = chair.press(page, "#answer", go="next", choice="b")
    assert (page.path, page.heading) == ("/sit/done", "The time is up")
    assert (room.answer(1), room.late()) == (None, 1)


def test_after_the_end_every_room_leads_to_the_receipt(chair, room):
    page = chair.start()
    chair.press(chair.get("/sit/review"), "/submit")
    for path in ("/sit/room/2", "/sit/review", "/sit/done", room.link):
        page = chair.get(path, follow=True)
        assert page.heading == "Your answers are handed in"


def test_a_browser_that_says_the_time_is_up_too_early_is_not_believed(chair, room):
    page = chair.start()
    page = chair.press(page, "#finish")
    assert page.path == "/sit/room/1"
    with reading():
        assert queries.by_id(room.sitting_id).state == "started"


def test_a_browser_that_says_so_in_the_grace_is(chair, room):
    page = chair.start()
    with clock.frozen(AT + HOUR + SECOND):
        page = chair.press(page, "#finish")
        assert page.path == "/sit/done"
    with reading():
        assert queries.by_id(room.sitting_id).state == "submitted"


def test_the_link_leads_back_into_the_room(chair, room):
    chair.start()
    page = chair.get(room.link)
    assert page.soup.select_one("a.primary")["href"] == "/sit/room/1"


def test_another_browser_takes_over_and_the_first_is_told(chair, room):
    page = chair.start()
    chair.press(page, "#answer", go="next", choice="b")
    other = Chair(room)
    there = other.press(other.get(room.link), "/continue")
    assert there.path == "/sit/room/1"
    assert [box["value"] for box in there.soup.select("input[name=choice][checked]")] == ["b"]
    here = chair.get("/sit/room/1")
    assert (here.status, here.heading) == (404, "Your assessment goes on elsewhere")
    assert chair.put(1, {"choice": "a"}, seq=9).json["error"] == "taken_over"
    assert room.answer(1).value == {"choice": "b"}


def test_a_second_start_is_the_first_ones_room(chair, room):
    first = chair.get(room.link)
    chair.press(first, "/start", agree="yes")
    again = chair.press(first, "/start", agree="yes")
    assert again.path == "/sit/room/1"
    assert room.told() == ["SittingStarted"]


def test_while_the_paper_is_drawn_one_waits(app):
    with Situation(app, has_paper=False) as room, clock.frozen(AT):
        page = Chair(room).get(room.link)
    assert page.heading == "Your questions are being prepared"
    assert page.soup.select_one("[data-waits]")


@pytest.mark.parametrize(
    ("how", "heading"),
    [
        ({"withdrawn_at": AT}, "This invitation was withdrawn"),
        ({"start_by": AT - SECOND}, "The time to start has passed"),
        ({"finish_by": AT}, "The time to start has passed"),
        ({"link_revoked": True}, "There is a newer link"),
    ],
)
def test_a_link_that_opens_nothing_says_why(app, how, heading):
    with Situation(app, **how) as room, clock.frozen(AT):
        page = Chair(room).get(room.link)
    assert (page.status, page.heading) == (410, heading)
    assert not page.soup.select("main form")


@pytest.mark.parametrize("end", ["/start", "/continue"])
def test_a_replaced_link_starts_nothing(app, end):
    with Situation(app, link_revoked=True) as room, clock.frozen(AT):
        if end == "/continue":
            room.start(at=AT)
        before = room.everything()
        chair = Chair(room)
        token = app.extensions["assay.testroom"].extensions["assay.forgery"].token(room.token)
        page = chair.post(room.link + end, csrf_token=token)
        assert (page.status, page.location) == (303, room.link)
        assert room.everything() == before
        assert not chair.cookies


def test_a_link_expires_with_what_is_kept_and_under_nobody_who_sits(app):
    with Situation(app, link_expires_at=AT + MINUTE) as room, clock.frozen(AT):
        chair = Chair(room)
        chair.start()
        with clock.frozen(AT + 2 * MINUTE):
            assert "Back to the questions" in chair.get(room.link).words()
            chair.press(chair.get("/sit/review"), "/submit")
            assert chair.get(room.link).heading == "Your answers are handed in"
        last = AT + 2 * MINUTE + timedelta(days=Policy().keeps_days)
        with clock.frozen(last):
            assert chair.get(room.link).status == 200
        with clock.frozen(last + MINUTE):
            page = chair.get(room.link)
            assert (page.status, page.heading) == (410, "This link has expired")


def test_an_unknown_link_helps(chair):
    page = chair.get("/sit/i/" + "x" * 43)
    assert (page.status, page.heading) == (404, "We don’t know this link")


def test_a_browser_without_a_sitting_is_sent_to_its_mail(chair):
    for path in ("/sit/room/1", "/sit/review", "/sit/done", "/sit/clock", "/sit/"):
        page = chair.get(path)
        assert page.status == 404
    assert page.heading == "Open the link in your mail"


def test_a_question_that_the_paper_has_not_is_a_404(chair, room):
    chair.start()
    assert chair.get("/sit/room/6").status == 404
    assert chair.get("/sit/room/0").status == 404


def test_every_page_has_a_title_a_heading_and_labels(chair, room):
    pages = [chair.get(room.link), chair.start(), *(chair.get(f"/sit/room/{n}") for n in (2, 3, 4))]
    pages += [chair.get("/sit/review"), chair.get("/sit/i/none")]
    pages += [chair.press(pages[-2], "/submit")]
    for page in pages:
        assert page.soup.title.text.strip()
        assert len(page.soup.select("h1")) == 1
        assert page.soup.html["lang"]
        for control in page.soup.select("input:not([type=hidden]), select, textarea"):
            assert page.soup.select_one(f"label[for='{control['id']}']"), control
        assert not page.soup.select("[style], style, script:not([src])")
        assert not re.search(r"\son\w+=", page.response.text)


def test_sections_are_told_with_the_time_that_they_are_advised_to_take(app):
    sections = [
        {"title": "Requests", "minutes": 20, "rules": [pool(4)]},
        {"title": "The rest", "minutes": None, "rules": [pool(1)]},
    ]
    with Situation(app, sections=sections) as room, clock.frozen(AT):
        words = Chair(room).get(room.link).words()
    assert "Requests: 4 questions, about 20 minutes" in words
    assert "The rest: 1 question The minutes are advice" in words


def test_one_section_is_not_told_apart(chair, room):
    assert "Its sections" not in chair.get(room.link).words()


def test_an_items_title_is_nowhere_its_first_words_are_in_the_review(chair, room):
    chair.start()
    pages = [chair.get(f"/sit/room/{position}") for position in range(1, 6)]
    review = chair.get("/sit/review")
    assert all("What does" not in page.response.text for page in [*pages, review])
    assert [page.heading for page in pages] == [f"Question {n}" for n in range(1, 6)]
    assert "1. The stem of single." in review.words()
