"""In a further round a judge sees what people have earned with a question; in the first, never."""

from assay.assessments import judging
from assay.core.db import transaction
from assay.insights.facility import FEWEST
from tests.marking.exam import Counted
from tests.web.test_judging import as_, closed, exam, inside, opened, question  # noqa: F401

TITLE = "What people earned"


def sit(exam, people=FEWEST):  # noqa: F811
    """A third of them gets the first question right and nobody any other."""
    with inside(exam):
        for number in range(people):
            exam.result(right=number % 3 == 0, invitation_id=exam.invite("One more"))


def again(exam):  # noqa: F811
    panel_id = closed(exam)
    with inside(exam), transaction():
        judging.ask_again(panel_id, after_round=1, by=exam.member)


def test_a_judge_sees_it_beside_what_was_said_before(exam, as_):  # noqa: F811
    sit(exam)
    again(exam)
    marker = as_("marker")
    words = marker.get(question(exam)).words()
    assert f"{TITLE} 33 % of its points, on average." in words
    assert "Of the 30 people whom your organisation has asked it" in words
    assert "All, on average 60 %" in words
    assert f"{TITLE} 0 % of its points" in marker.get(question(exam, 3)).words()


def test_of_too_few_it_is_not_told(exam, as_):  # noqa: F811
    sit(exam, FEWEST - 1)
    again(exam)
    assert TITLE not in as_("marker").get(question(exam)).words()


def test_in_the_first_round_it_is_not_told(exam, as_):  # noqa: F811
    sit(exam)
    opened(exam)
    assert TITLE not in as_("marker").get(question(exam)).words()


def test_more_people_cost_no_more_queries(app, exam, as_):  # noqa: F811
    again(exam)
    marker = as_("marker")
    marker.get(question(exam))
    lengths = []
    for _ in range(2):
        with app.app_context(), Counted() as said:
            marker.get(question(exam))
        lengths.append(len(said))
        sit(exam)
    assert lengths[1] == lengths[0]
