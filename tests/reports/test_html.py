"""What a report says, for every kind of candidate, name and script; and what it never says."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from assay.assessments.ai_use import SAID
from assay.reports import html
from assay.reports.content import Record
from tests.reports import specimens
from tests.reports.issuing import VERIFY


def soup(content, **how):
    return BeautifulSoup(html.render(content, **how), "html.parser")


def words(content, **how):
    """What is read, in one line, without the signs that only keep directions apart."""
    text = soup(content, **how).body.get_text(" ")
    return re.sub(r"[\u2068\u2069]", "", " ".join(text.split()))


def table(content, name):
    rows = soup(content).find("table", class_=name).tbody.find_all("tr")
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def test_a_strong_result_stands_above_its_cut():
    told = words(specimens.strong())
    assert "97 of 100" in told
    assert "Above The cut score of 60 lies below the likely range, 89 to 99." in told
    assert "29.2 of 30" in told


def test_a_weak_result_stands_below():
    assert "Below The cut score of 60 lies above the likely range" in words(specimens.weak())


def test_who_answered_nothing_is_measured_with_a_width():
    told = words(specimens.silent())
    assert "0 of 100" in told
    assert "Answered 0" in told
    assert "the likely range, 0 to 6" in told
    assert [row[-1] for row in table(specimens.silent(), "questions")] == ["No answer"] * 15
    assert told.count("Nothing was answered.") == 15


def test_who_ran_out_of_time_is_told_without_a_time():
    told = words(specimens.clocked())
    assert "Ended When the time ran out" in told
    assert "The time ran out; what was saved until then is marked." in told
    assert "2 saves came in after the end: kept, not counted." in told


def test_while_a_person_has_to_mark_there_is_no_score():
    told = words(specimens.unmarked())
    assert "2 questions are still to be marked by a person. Until then there is no score." in told
    assert "16 of 30 points so far" in told
    assert "of 100" not in told
    assert soup(specimens.unmarked()).find("svg") is None


def test_too_few_questions_give_points_and_no_number():
    told = words(specimens.few())
    assert "3 questions are too few for a score: under four, no number is given." in told
    assert "of 100" not in told


def test_without_a_cut_there_is_no_band():
    told = soup(specimens.uncut())
    assert told.find(class_="tag") is None
    assert "No cut score is set." in words(specimens.uncut())
    assert "Cut score" not in words(specimens.uncut())


@pytest.mark.parametrize("use", SAID)
def test_what_was_stated_about_ai_tools_is_told(use):
    told = words(replace(specimens.strong(), ai_use=use, ai_note="Any <b> that you name."))
    assert f"The candidate was told: {SAID[use]} “Any <b> that you name.”" in told
    assert "“" not in words(replace(specimens.strong(), ai_note="")).partition("told:")[2][:90]


@pytest.mark.parametrize("kind", specimens.CANDIDATES)
def test_no_time_and_no_accommodation_stands_anywhere(kind):
    content = specimens.CANDIDATES[kind]()
    told = words(content, verify_url=VERIFY).replace(content.ai_said, "")
    told = told.replace("4 minutes 20 seconds were given back because our service was away.", "")
    unsaid = r"\bminutes?\b|\bhours?\b|\bmin\b|\d\d:\d\d|extra|accommodat|extended|allowed"
    assert not re.search(unsaid, told, re.IGNORECASE)


@pytest.mark.parametrize("kind", specimens.CANDIDATES)
def test_every_document_is_whole(kind):
    told = soup(specimens.CANDIDATES[kind](), verify_url=VERIFY)
    assert told.html["lang"] == "en"
    assert len(told.find_all("h1")) == 1
    assert all(head["scope"] in ("col", "row") for head in told.find_all("th"))
    assert all(drawn.find("title").get_text() for drawn in told.find_all("svg"))
    assert [one.name for one in told.find_all(["script", "img", "iframe", "object"])] == []


def test_each_responsibility_is_told_by_number_only_from_four_questions():
    mixed = specimens.content(["right"] * 4 + ["wrong"] * 3, areas=2)
    rows = table(mixed, "lines")
    assert [row[:3] for row in rows] == [
        ["Application Development", "4", "4 of 8"],
        ["Backend Development", "3", "4 of 6"],
    ]
    assert "likely" in rows[0][3]
    assert rows[1][3] == "too few questions for a number"


def test_each_question_says_how_its_points_came_about():
    rows = table(specimens.weak(), "questions")
    assert rows[0] == [
        "1", "How long does g live?", "Application Development", "One choice, mid", "0 of 2",
        "Wrong",
    ]  # fmt: skip
    assert rows[4][-1] == "Partly"
    assert how(specimens.weak(), 5).endswith("Partly, 1.2 of 2 · 4 of 5 statements")


def how(content, position):
    """What stands below the title of an answer."""
    lines = soup(content).find_all(class_="answer-how")
    return " ".join(lines[position - 1].get_text(" ").split())


def test_a_right_answer_needs_no_evidence():
    right = replace(specimens.strong().questions[0], evidence="5 of 5 statements")
    told = replace(specimens.strong(), questions=(right,))
    assert "5 of 5" not in words(told)


def test_only_where_the_cut_is_open_it_is_told_how_many_questions_would_settle_it():
    open_ = specimens.content(["right"] * 10 + ["wrong"] * 5)
    n = html.needed(open_)
    assert n == 55  # (2/3 - .6)² = .6 × .4 / n where the end of the range meets the cut
    assert f"At the same share of points, {n} equal questions would move the cut" in words(open_)
    assert html.needed(specimens.strong()) is None
    assert html.needed(specimens.uncut()) is None


def test_on_the_very_cut_no_number_of_questions_settles_it():
    assert html.needed(specimens.content(["right"] * 9 + ["wrong"] * 6)) is None


def test_the_rules_of_each_kind_are_told_in_long_reports_only():
    assert soup(specimens.strong()).find("table", class_="rules") is None
    kinds = [row[:2] for row in table(specimens.long(20), "rules")]
    assert kinds == [
        ["One choice", "4"], ["Several choices", "4"], ["An order", "4"],
        ["A typed answer", "4"], ["Code written", "4"],
    ]  # fmt: skip


def test_the_record_of_the_sitting_is_told():
    record = Record(saves=1, late=1, moves=2)
    told = words(replace(specimens.strong(), record=record))
    assert "1 save kept, 2 changes of browser. 1 save came in after the end" in told


def test_proof_is_told_as_far_as_there_is_any():
    assert "Every question was proved before use" in words(specimens.strong())
    some = replace(specimens.strong().proof, questions=4)
    assert "4 of 15 questions was proved" not in words(replace(specimens.strong(), proof=some))
    assert "4 of 15 questions were proved" in words(replace(specimens.strong(), proof=some))
    none = replace(specimens.strong().proof, questions=0)
    assert "proved" not in words(replace(specimens.strong(), proof=none))


def test_who_marked_is_told():
    assert "22 November 2026, automatically, by multiple 1, single 1." in words(specimens.strong())
    first, *others = specimens.strong().questions
    by_people = replace(specimens.strong(), questions=(replace(first, by_person=True), *others))
    assert "by multiple 1, single 1; and by people, as told above." in words(by_people)
    assert "22 November 2026, by people, as told above." in words(replace(by_people, engines=()))


def test_a_second_marking_says_that_it_replaces_the_first():
    told = words(replace(specimens.strong(), round=2))
    assert "This is marking number 2 of the sitting; the report replaces the one before." in told


@pytest.mark.parametrize(
    ("nth", "said"), [(1, "first"), (2, "second"), (7, "7th"), (12, "12th"), (21, "21st")]
)
def test_a_resit_says_which_sitting_it_is(nth, said):
    assert f"{said} sitting" in words(replace(specimens.strong(), nth=nth))


def test_a_resit_says_when_the_first_was_and_that_practice_may_show():
    days = (date(2025, 11, 3), date(2026, 2, 9))
    told = words(replace(specimens.strong(), nth=3, sat_before=days, asked_before=3))
    assert "third sitting; first on 3 November 2025" in told
    assert "A later score may be higher by practice alone" in told
    assert f"3 of its {len(specimens.strong().questions)} questions were asked in a sitting" in told
    told = words(replace(specimens.strong(), nth=2, sat_before=days[:1]))
    assert "None of its questions was asked in a sitting before." in told
    assert "practice alone" not in words(specimens.strong())


@pytest.mark.parametrize("script", specimens.PEOPLE)
def test_a_name_is_told_as_it_is_written(script):
    name = specimens.PEOPLE[script]
    told = soup(replace(specimens.strong(), candidate=name))
    assert told.h1.get_text() == f"\u2068{name}\u2069"
    assert told.title.get_text() == f"Assessment report: {name}"


@pytest.mark.parametrize("script", ["long", "Chinese"])
def test_a_long_name_is_set_smaller(script):
    long = replace(specimens.strong(), candidate=specimens.PEOPLE[script] * 5)
    assert soup(long).h1["class"] == ["name", "name-long"]
    assert soup(specimens.strong()).h1["class"] == ["name"]


FIELDS = ("candidate", "organisation", "assessment", "cut_reason")


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_words_are_words(field):
    told = soup(replace(specimens.strong(), **{field: specimens.HOSTILE}))
    assert told.find("script") is None
    assert [one for one in told.find_all("b") if "Bold" in one.get_text()] == []
    assert "<script>alert" in told.get_text()
    assert "49" not in told.body.get_text()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u2069", "\u200b", "\x00", "\x1b", "\ufeff"])
def test_a_sign_that_turns_or_hides_what_follows_is_left_out(field, sign):
    told = html.render(replace(specimens.strong(), **{field: f"Eve{sign}gnp.exe"}))
    assert "Evegnp.exe" in told
    if sign != "\u2069":  # the sign that closes a name of ours
        assert sign not in told


def test_joiners_that_a_name_is_spelt_with_stay():
    assert html.plain("می\u200cخواهم श्री\u200dमान") == "می\u200cخواهم श्री\u200dमान"


def test_white_space_is_one_space():
    assert html.plain("  Ann\t\n Lee ") == "Ann Lee"


@pytest.mark.parametrize(
    ("number", "said"),
    [("2", "2"), ("1.5000", "1.5"), ("0.3333", "0.33"), ("0", "0"), ("10", "10")],
)
def test_points_are_told_without_zeros_that_say_nothing(number, said):
    assert html.points(Decimal(number)) == said


def test_days_are_told_without_a_clock():
    assert html.day(date(2026, 3, 5)) == "5 March 2026"


def test_the_way_to_verify_is_told_where_there_is_one():
    told = soup(specimens.strong(), verify_url=VERIFY)
    assert told.find("a")["href"] == VERIFY
    assert told.find("svg", class_="qr").title.get_text() == f"QR code: {VERIFY}"
    assert soup(specimens.strong()).find("a") is None
