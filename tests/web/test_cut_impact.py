"""A panel's page tells how many of those who have sat would reach its cut."""

from assay.assessments import judging
from assay.core.db import transaction
from assay.insights.impact import FEWEST
from tests.marking.exam import Counted
from tests.web.test_judging import as_, closed, exam, inside, judged, opened, page  # noqa: F401


def sit(exam, people=FEWEST):  # noqa: F811
    """They get 0, 1, 2 … of the four questions right, and so on from the start."""
    with inside(exam):
        for number in range(people):
            exam.result(right=number % 5, invitation_id=exam.invite(f"Secret name {number}"))


def rows(told):
    return [row.get_text(" ", strip=True) for row in told.soup.select(".impact tbody tr")]


def test_the_mean_and_its_errors_each_say_who_would_have_reached_them(exam, as_):  # noqa: F811
    sit(exam)
    panel_id = opened(exam)
    judged(exam, panel_id, [(30,) * 4, (60,) * 4, (90,) * 4])
    with inside(exam), transaction():
        judging.close(panel_id, by=exam.member)
    told = as_("author").get(page(exam))
    assert rows(told) == [
        "25.4 Two standard errors below 6 of 10, 60 %", "42.7 One below 6 of 10, 60 %",
        "60.0 The mean 4 of 10, 40 %", "77.3 One above 2 of 10, 20 %",
        "94.6 Two standard errors above 2 of 10, 20 %",
    ]  # fmt: skip
    assert "It rests on the 10 people who have sat" in told.words()
    assert "Secret name" not in told.words()


def test_beside_them_stands_the_cut_that_was_adopted(exam, as_):  # noqa: F811
    sit(exam)
    panel_id = closed(exam)
    with inside(exam), transaction():
        judging.adopt(panel_id, 64, rationale="So.", by=exam.member)
    assert rows(as_("marker").get(page(exam)))[2] == "64.0 Adopted 4 of 10, 40 %"


def test_of_too_few_only_their_number_is_told(exam, as_):  # noqa: F811
    closed(exam)
    recruiter = as_("recruiter")
    assert "to tell: nobody so far, and at least 10 are needed" in recruiter.get(page(exam)).words()
    sit(exam, FEWEST - 1)
    told = recruiter.get(page(exam))
    assert "to tell: 9 so far, and at least 10 are needed" in told.words()
    assert rows(told) == []


def test_while_a_round_is_open_it_is_not_told(exam, as_):  # noqa: F811
    sit(exam)
    opened(exam)
    told = as_("recruiter").get(page(exam))
    assert (rows(told), "Who would have reached it" in told.words()) == ([], False)


def test_more_people_cost_no_more_queries(app, exam, as_):  # noqa: F811
    closed(exam)
    recruiter = as_("recruiter")
    recruiter.get(page(exam))
    lengths = []
    for _ in range(2):
        with app.app_context(), Counted() as said:
            recruiter.get(page(exam))
        lengths.append(len(said))
        sit(exam)
    assert lengths[1] == lengths[0]
