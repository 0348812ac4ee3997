"""Sections that lock, at the candidate's door: by plain forms, and by what the script is told."""

import pytest

from assay.core import clock
from assay.sittings.timing import GRACE
from tests.sittings.situation import AT, LOCKING, MINUTE, SECOND, Situation, pool
from tests.testroom.chair import Chair

START = "/sit/section/1"
LEAVE = "/sit/section/1/leave"


@pytest.fixture
def room(app):
    with Situation(app, sections=LOCKING) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


@pytest.fixture
def inside(chair):
    """In the first section, at its first question."""
    page = chair.press(chair.start(), START)
    assert page.path == "/sit/room/1"
    return page


def shut(page):
    return [int(mark["data-question"]) for mark in page.soup.select("[data-question][disabled]")]


def go_on(page):
    return page.soup.select_one("#answer .question-foot .primary")


def test_the_landing_page_says_what_is_locked_and_when(chair, room):
    words = chair.get(room.link).words()
    assert "Warm-up: 2 questions, 10 minutes, then locked" in words
    assert "The rest: 1 question A section that is locked after its minutes" in words
    assert "The minutes are advice" not in words
    assert "Within a section you can go back and forth" in words


def test_it_tells_this_persons_minutes(app):
    with Situation(app, sections=LOCKING, extra_percent=25) as room, clock.frozen(AT):
        words = Chair(room).get(room.link).words()
    assert "Warm-up: 2 questions, 12 minutes, then locked" in words


def test_a_start_leads_to_the_first_section_and_starts_no_clock_of_it(chair, room):
    before = chair.start()
    assert (before.path, before.heading) == (START, "Warm-up")
    assert "2 questions in 10 minutes." in before.words()
    assert "1 section like this one comes after it." in before.words()
    state = room.everything()
    for _ in range(2):
        chair.get(START)
    assert room.everything() == state


def test_a_section_that_would_outlast_the_whole_says_so(chair, room):
    chair.start()
    with clock.frozen(AT + 56 * MINUTE):
        words = chair.get(START).words()
    assert "2 questions in 4 minutes." in words
    assert "all the time that is left of the whole" in words


def test_in_a_section_only_its_questions_are_there(chair, inside):
    assert shut(inside) == [3, 4, 5]
    for position in (3, 4, 5):
        assert chair.get(f"/sit/room/{position}", follow=True).path == "/sit/room/1"
    review = chair.get("/sit/review")
    assert [a["href"] for a in review.soup.select(".reviewed a")] == ["/sit/room/1", "/sit/room/2"]
    assert "The stem of single." in review.words()
    assert "The stem of ordering." not in review.words()
    assert "The stem of output." not in review.words()


def test_its_clock_stands_beside_the_one_of_the_whole(inside):
    assert inside.soup.select_one("#section-clock").text == "10:00"
    assert inside.soup.select_one("#section-title").text == "Warm-up"
    assert inside.soup.select_one("#clock").text == "1:00:00"


def test_next_and_previous_stay_in_the_section(chair, inside):
    assert [button["value"] for button in inside.soup.select(".question-foot [name=go]")] == [
        "next"
    ]
    last = chair.press(inside, "#answer", go="next", choice="b")
    assert last.path == "/sit/room/2"
    assert (go_on(last).text, go_on(last)["data-href"]) == ("Finish this section", LEAVE)
    assert last.soup.select_one(".question-foot [name=go]")["value"] == "1"


def test_leaving_it_warns_first_and_changes_nothing_by_that(chair, inside, room):
    chair.press(inside, "#answer", go="next", choice="b")
    warning = chair.press(chair.get("/sit/room/2"), "#answer", go="next")
    assert (warning.path, warning.heading) == (LEAVE, "Finish this section?")
    assert "You can’t come back to these 2 questions. 1 is unanswered." in warning.words()
    assert chair.get("/sit/room/1").status == 200


def test_once_left_it_is_locked_and_the_next_one_waits_to_be_started(chair, inside, room):
    chair.press(inside, "#answer", go="next", choice="b")
    after = chair.press(chair.get(LEAVE), LEAVE)
    assert (after.path, after.heading) == ("/sit/section/2", "In earnest")
    assert "Warm-up: 1 of 2 answered." in after.words()
    for path in ("/sit/room/1", START, LEAVE):
        assert chair.get(path, follow=True).path == "/sit/section/2"
    assert room.answer(1).value == {"choice": "b"}


def test_the_whole_way_through_the_sections_by_plain_forms(chair, inside, room):
    chair.press(chair.get(LEAVE), LEAVE)
    second = chair.press(chair.get("/sit/section/2"), "/sit/section/2")
    assert (second.path, shut(second)) == ("/sit/room/3", [1, 2, 5])
    rest = chair.press(chair.get("/sit/section/2/leave"), "/sit/section/2/leave")
    assert (rest.path, go_on(rest).text) == ("/sit/room/5", "Review")
    heard = rest.soup.select_one("[data-question='1'] .hidden-text").text
    assert heard == "Question 1, not seen yet, locked"
    assert rest.soup.select_one("#section-clock") is None
    review = chair.press(rest, "#answer", go="next", choice="a")
    assert review.path == "/sit/review"
    tags = [[tag.text for tag in li.select(".tag")] for li in review.soup.select(".reviewed li")]
    assert tags == [
        *(["Locked", "Not seen yet"] for _ in range(4)), ["Answered"],
    ]  # fmt: skip
    assert chair.press(review, "/submit").path == "/sit/done"


def test_the_review_says_which_sections_were_not_begun(chair, inside):
    review = chair.get("/sit/review")
    assert "1 section has not been begun: In earnest." in review.words()
    tags = [li.select(".tag")[-1].text for li in review.soup.select(".reviewed li")]
    assert tags == [
        "Not seen yet", "Not seen yet", "Section not begun", "Section not begun", "Not seen yet",
    ]  # fmt: skip


def test_what_is_free_may_be_done_first(chair, room):
    before = chair.start()
    assert before.soup.select_one("a[href='/sit/room/5']")
    free = chair.get("/sit/room/5")
    assert (free.status, shut(free)) == (200, [1, 2, 3, 4])
    assert chair.press(free, "#answer", go="next", choice="a").path == "/sit/review"
    assert room.answer(5).value == {"choice": "a"}


def test_when_its_time_is_over_its_questions_lead_on(chair, inside):
    with clock.frozen(AT + 10 * MINUTE + GRACE):
        assert chair.get("/sit/room/1").status == 200
    with clock.frozen(AT + 10 * MINUTE + GRACE + SECOND):
        assert chair.get("/sit/room/1", follow=True).path == "/sit/section/2"


def test_a_form_that_comes_after_its_end_is_kept_as_late_and_told_so(chair, inside, room):
    with clock.frozen(AT + 11 * MINUTE):
        after = chair.press(inside, "#answer", go="next", choice="b")
    assert after.path == "/sit/section/2"
    assert "kept, and marked as late" in after.words()
    assert (room.counted(), room.late()) == (0, 1)


def test_a_form_of_another_section_says_that_it_was_not_saved(chair, room):
    before = chair.start()
    free = chair.get("/sit/room/5")
    chair.press(before, START)
    answer = chair.press(free, "#answer", go="next", choice="a")
    assert (answer.status, answer.heading) == (409, "Another section is running")
    assert (room.counted(), room.late()) == (0, 0)


def test_a_flag_a_language_and_a_run_of_tests_lead_on_as_well(chair, inside):
    with clock.frozen(AT + 11 * MINUTE):
        for to in ("/sit/flag/1", "/sit/language/1", "/sit/try/1"):
            assert chair.press(inside, "#answer", to=to, on="1").path == "/sit/section/2"


def test_the_script_is_told_why_an_answer_was_not_taken(chair, inside, room):
    assert chair.put(5, {"choice": "a"}, seq=1).json["error"] == "not_now"
    assert chair.put(3, {"choice": "a"}, seq=1).json["error"] == "not_found"
    with clock.frozen(AT + 11 * MINUTE):
        late = chair.put(1, {"choice": "a"}, seq=1)
        assert (late.status_code, late.json["error"]) == (409, "section_over")
        assert chair.put(5, {"choice": "a"}, seq=1).status_code == 200
    assert (room.counted(), room.late()) == (1, 1)


def test_the_clock_tells_where_the_section_is(chair, inside):
    def told(at):
        with clock.frozen(at):
            return chair.get("/sit/clock").response.json["section"]

    ends_at = "2026-01-05T09:10:00.000+00:00"
    assert told(AT) == {"number": 1, "phase": "running", "ends_at": ends_at}
    assert told(AT + 10 * MINUTE + SECOND)["phase"] == "grace"
    assert told(AT + 11 * MINUTE)["phase"] == "over"
    chair.press(chair.get(LEAVE), LEAVE)
    assert told(AT) is None


def test_time_is_up_is_not_believed_while_there_is_time_left(chair, inside):
    token = {"because": "time"}
    assert chair.press(inside, "#finish-section", **token).path == "/sit/room/1"
    with clock.frozen(AT + 10 * MINUTE + SECOND):
        assert chair.press(inside, "#finish-section", **token).path == "/sit/section/2"


def test_a_language_chosen_before_a_section_leads_back_there(chair, room):
    before = chair.start()
    german = chair.press(before, "/sit/language?back=onward", language="de")
    assert (german.path, german.soup.html["lang"]) == (START, "de")
    assert "Diesen Abschnitt beginnen" in german.words()


def test_a_language_chosen_before_leaving_one_leads_back_to_the_warning(chair, inside):
    to = "/sit/language?back=leaving&section=1"
    german = chair.press(chair.get(LEAVE), to, language="de")
    assert (german.path, german.soup.html["lang"]) == (LEAVE, "de")


@pytest.mark.parametrize(("section", "to"), [("7", "/sit/room/1"), ("one", "/sit/review")])
def test_no_section_to_leave_leads_to_where_one_is(chair, inside, section, to):
    here, there = (f"/sit/language?back=leaving&section={one}" for one in ("1", section))
    page = chair.press(chair.get(LEAVE), here, to=there, language="de")
    assert (page.status, page.path) == (200, to)


def test_of_a_paper_without_such_sections_every_one_of_these_leads_to_the_room(app):
    with Situation(app) as room, clock.frozen(AT):
        chair = Chair(room)
        page = chair.start()
        for path in ("/sit/section", START, LEAVE):
            assert chair.get(path, follow=True).path == "/sit/room/1"
        assert chair.press(page, "#finish", to=START).path == "/sit/room/1"
        assert "section-clock" not in page.response.text
        assert shut(page) == []


def statements(app, sections):
    with Situation(app, sections=sections) as room, clock.frozen(AT):
        chair = Chair(room)
        page = chair.start()
        if "/section/" in page.path:
            page = chair.press(page, page.path)
        return len(room.statements(lambda: chair.get(page.path)))


def test_a_page_asks_as_often_whether_one_section_locks_or_three(app):
    def lock(*counts):
        return [
            {"title": f"Part {n}", "minutes": 10, "locks": True, "rules": [pool(count)]}
            for n, count in enumerate(counts)
        ]

    assert statements(app, lock(5)) == statements(app, lock(1, 2, 2))
    assert statements(app, lock(5)) <= statements(app, ()) + 6
