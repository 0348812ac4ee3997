"""queries.content(): a sitting as its report tells it, from the database."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from assay.bank.content import KINDS
from assay.core.db import reading, transaction
from assay.core.errors import AssayError, NotFound
from assay.reports import evidence, html, queries
from assay.sittings import actions as sittings
from assay.tenancy.queries import organisation
from tests.marking.exam import RIGHT, WRONG, Asked, Counted, Exam
from tests.sittings.situation import AT, HOUR, MINUTE

AREAS = [
    Asked(responsibility=one) for one in ("testing", "deployment", "testing", "testing", "testing")
]


@pytest.fixture
def exam(app):
    with Exam(app, AREAS) as exam:
        yield exam


def content(exam):
    with reading():
        return queries.content(exam.sitting_id)


def test_it_names_who_what_and_when(exam):
    exam.result(right=4)
    told = content(exam)
    assert (told.organisation, told.candidate) == ("Northwind Robotics", "Cai Example")
    assert (told.assessment, told.version, told.nth) == ("Flask developer, mid level", 1, 1)
    assert (told.sat_on, told.marked_on) == (date(2026, 1, 5), date(2026, 1, 5))
    assert told.paper == b"d".hex()


def test_days_are_the_organisations(exam):
    with transaction():
        organisation().time_zone = "Pacific/Auckland"
    exam.result(right=4, at=datetime.fromisoformat("2026-01-05T23:30:00+00:00"))
    assert content(exam).sat_on == date(2026, 1, 6)


def test_it_holds_the_result_as_it_was_settled(exam):
    result = exam.result(right=4)
    told = content(exam)
    assert (told.points, told.out_of, told.cut_score) == (8, 10, 60)
    assert told.measure.percent == 80
    assert told.report_id == queries.reserved_id(result.id)


def test_responsibilities_come_in_their_own_order_by_their_names(exam):
    exam.result(right=4)
    told = [(line.name, line.items, line.points) for line in content(exam).lines]
    assert told == [("Testing", 4, Decimal(6)), ("Deployment", 1, Decimal(2))]


def test_every_question_says_how_it_went(exam):
    exam.result({1: RIGHT, 2: WRONG, 3: {"choice": "b"}})
    told = content(exam)
    assert [one.status for one in told.questions] == ["right", "wrong", "right", "none", "none"]
    assert told.answered == 3
    assert {one.kind for one in told.questions} == {"single"}


def test_the_record_counts_saves_moves_and_what_came_late(exam):
    exam.start(at=AT)
    for _ in range(2):
        exam.save(1, RIGHT, at=AT + MINUTE)
    with transaction():
        sittings.resume(exam.sitting_id, at=AT + MINUTE)
    with transaction():
        sittings.submit(exam.sitting_id, at=AT + 2 * MINUTE)
    with pytest.raises(AssayError):
        exam.save(2, RIGHT, at=AT + 3 * MINUTE, generation=2)
    exam.settle()
    told = content(exam).record
    assert (told.saves, told.late, told.moves) == (2, 1, 1)


def test_a_resit_is_the_second_sitting(exam):
    exam.result(right=1)
    again = exam.invite_again(exam.invitation_id)
    exam.result(right=4, invitation_id=again, at=AT + timedelta(days=3))
    told = content(exam)
    assert (told.nth, told.sat_before) == (2, (date(2026, 1, 5),))
    assert told.asked_before == len(exam.asked)  # the same paper


def test_anothers_sitting_does_not_count(exam):
    exam.result(right=1)
    exam.result(right=4, invitation_id=exam.invite("Bo Example"), at=AT + timedelta(days=3))
    told = content(exam)
    assert (told.nth, told.sat_before, told.asked_before) == (1, (), 0)


@pytest.mark.parametrize("percent", [25, 100])
def test_an_accommodation_leaves_no_trace(app, percent):
    pages = []
    for granted in (0, percent):
        with Exam(app, AREAS) as exam:
            if granted:
                exam.grant(granted)
            exam.result(right=4, runs_out=True)
            told = content(exam)
        pages.append(html.render(told).replace(str(told.report_id), ""))
    assert pages[0] == pages[1]


def test_there_is_none_before_the_marks(exam):
    exam.sit(right=4)
    with reading(), pytest.raises(NotFound):
        queries.content(exam.sitting_id)


def test_twice_as_many_questions_cost_as_many_queries(app):
    costs = []
    for size in (5, 10):
        with Exam(app, [Asked()] * size) as exam:
            exam.result(right=4)
            with Counted() as said, reading():
                queries.content(exam.sitting_id)
            costs.append(len(said))
    assert costs[0] == costs[1] <= 20


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"answered": False}, ""),
        ({"answered": True, "right": True}, ""),
        ({"answered": True, "statements": 5, "right": 4}, "4 of 5 statements"),
        ({"answered": True, "pairs": 10, "in_order": 8}, "8 of 10 pairs in order"),
        ({"answered": True, "rows": 5, "matched": 3}, "3 of 5 pairs"),
        ({"answered": True, "readable": False}, "not one that the page could send"),
    ],
)
def test_evidence_gives_no_key_away(detail, said):
    assert evidence.evidence(detail) == said


def test_proof_is_added_up_over_the_questions():
    one = {"python": "3.11.7", "versions": {"flask": "3.1.3"}, "proofs": [], "digest": ""}
    other = {**one, "versions": {"flask": "3.1.3", "werkzeug": "3.1.9"}}
    on_a_word = {**one, "python": "", "versions": {}}
    told = evidence.proof([one, None, other, on_a_word])
    assert (told.questions, told.versions) == (
        2, ("flask 3.1.3", "Python 3.11.7", "werkzeug 3.1.9"),
    )  # fmt: skip


def test_every_kind_of_item_has_its_name_and_its_rule():
    assert set(evidence.KINDS) == set(evidence.RULES) == set(KINDS)


def test_the_time_is_read_by_nobody(exam):
    exam.result(right=4, at=AT + HOUR)
    told = html.render(content(exam))
    assert "10:0" not in told
    assert "24 min" not in told
