"""How texts are marked, by assessment, and how far two markers agree, from ten answers on."""

import pytest

from assay.tenancy.scope import scope
from tests.marking.exam import Counted, visits
from tests.marking.texts import NOW, TextExam
from tests.sittings.situation import MINUTE


def marked(exam, pairs):
    """Texts marked by two: the first gives (one, one), the second (other, other) a minute later."""
    for n, (one, other) in enumerate(pairs):
        exam.lay(name=f"Cai {n}")
        exam.give(0, one, one)
        exam.give(1, other, other, at=NOW + MINUTE)


@pytest.fixture
def exam(app, tmp_path):
    with TextExam(app, tmp_path, markers=2) as exam:
        exam.settle_terms(markers=2, distance="1")
        exam.people = {
            role: exam.account(role) for role in ("recruiter", "marker", "hiring_manager")
        }
        exam.shared = exam.account("hiring_manager", shared=True)
        yield exam


def page(exam):
    return f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/marking"


def outside(exam):
    exam.__exit__()


def test_from_ten_answers_on_agreement_is_told_by_criterion(app, exam):
    marked(exam, [(4, 4)] * 4 + [(3, 2)] * 4 + [(0, 2)] * 2)
    outside(exam)
    told = visits(app, exam.people["recruiter"]).get(page(exam))
    assert "10 answers were marked by two people" in told.words()
    rows = [row.get_text(" ", strip=True) for row in told.soup.select("tbody tr")]
    assert rows == [
        "All questions 40 % 80 % 0.62",
        "It speaks of the danger 40 % 80 % 0.62",
        "It speaks of the remedy 40 % 80 % 0.62",
        "All criteria 40 % 80 % 0.62",
    ]


def test_under_ten_nothing_is_told(app, exam):
    marked(exam, [(4, 4)] * 2)
    outside(exam)
    told = visits(app, exam.people["recruiter"]).get(page(exam))
    assert {row.select("td")[0].get_text() for row in told.soup.select("tbody tr")} == {"Too few"}


def test_what_is_marked_by_one_or_not_to_the_end_does_not_count(app, exam):
    exam.lay(name="Half")
    exam.give(0, 4, 4)
    outside(exam)
    told = visits(app, exam.people["recruiter"]).get(page(exam)).words()
    assert "No text has been marked by two people yet." in told
    assert "1 answer waits" in told


def test_terms_are_settled_and_stay(app, exam):
    outside(exam)
    recruiter = visits(app, exam.people["recruiter"])
    assert recruiter.fill(page(exam), markers="1", percent="40").status == 303
    told = recruiter.get(page(exam))
    assert told.soup.select_one("#percent")["value"] == "40"
    assert told.soup.select_one("input[name=markers][checked]")["value"] == "1"


@pytest.mark.parametrize(
    ("markers", "percent", "field"), [("3", "25", "markers"), ("2", "0", "percent"),
                                      ("2", "x", "percent"), ("2", "101", "percent")]
)  # fmt: skip
def test_terms_that_make_no_sense_are_refused_at_their_field(app, exam, markers, percent, field):
    outside(exam)
    refused = visits(app, exam.people["recruiter"]).fill(
        page(exam), markers=markers, percent=percent
    )
    assert refused.status == 422
    assert refused.soup.select(f"#{field}-error")


@pytest.mark.parametrize(
    ("who", "sees", "settles"),
    [("marker", 403, 403), ("hiring_manager", 404, 403), ("shared", 200, 403)],
)
def test_who_sees_it_and_who_settles(app, exam, who, sees, settles):
    outside(exam)
    visitor = visits(app, exam.shared if who == "shared" else exam.people[who])
    assert visitor.get(page(exam)).status == sees
    token = visitor.get("/o/").token()
    answer = visitor.post(page(exam), csrf_token=token, markers="1", percent="25")
    assert answer.status == settles


def test_it_is_asked_for_as_often_with_one_as_with_three(app, exam):
    marked(exam, [(4, 4)])
    recruiter = visits_inside(app, exam)

    def asked():
        with app.app_context(), Counted() as said:
            recruiter.get(page(exam))
        return len(said)

    few = asked()
    with app.app_context(), scope(exam.organisation_id):
        marked(exam, [(1, 2), (3, 3)])
    assert asked() == few


def visits_inside(app, exam):
    outside(exam)
    return visits(app, exam.people["recruiter"])
