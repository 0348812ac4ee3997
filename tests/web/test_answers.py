"""One answer for those who judge it: what was given, what of it holds, what was printed."""

import pytest

from assay.core.db import transaction
from assay.marking.models import CodeRun
from assay.tenancy.queries import fetch
from assay.tenancy.scope import scope
from tests.bank.code_items import app as application
from tests.bank.code_items import make_code
from tests.bank.items import made
from tests.marking.code_exam import CodeExam
from tests.marking.exam import RIGHT, visits
from tests.sittings.situation import AT

ANSWERS = {
    1: RIGHT,
    2: {"files": {"app.py": application("first gate", body="x = '<b>'")}},
    3: {"lines": ["6", "10"]},
    4: {"files": {"test_app.py": "# ab bc"}},
}


def sat(app, tmp_path, *, stage):
    """A choice, a bug to mend, a hotspot and a suite, up to this stage; its scope is left."""
    packages = make_code(tmp_path), made(tmp_path, "exploits", name="b"), make_code(
        tmp_path, "tests", name="c"
    )  # fmt: skip
    with CodeExam(app, *packages) as exam:
        roles = ("owner", "recruiter", "marker", "author", "hiring_manager")
        exam.people = {role: exam.account(role) for role in roles}
        if stage == "started":
            exam.start(at=AT)
            return exam
        exam.sit(ANSWERS)
        exam.mark()
        exam.run_id = exam.run_ids()[0]
        if stage == "marked":
            exam.run()
    return exam


@pytest.fixture
def marked(app, tmp_path):
    return sat(app, tmp_path, stage="marked")


def at(exam, position):
    return f"/o/{exam.slug}/invitations/{exam.invitation_id}/answers/{position}"


def test_what_holds_is_told_by_behaviour_and_by_test(app, marked):
    page = visits(app, marked.people["recruiter"]).get(at(marked, 2))
    words = page.words()
    for told in ("4.8 of 8", "The first page is there", "test_app.py::test_first", "Gate",
                 "It ran to its end", "fake"):  # fmt: skip
        assert told in words
    verdicts = [one.get_text() for one in page.soup.select("td .tag")]
    assert verdicts == ["Passed", "Failed", "Failed", "Passed"]
    assert "x = '<b>'" in page.soup.select_one(".highlight").get_text()


@pytest.mark.parametrize(
    ("position", "words"),
    [(1, "Option b"), (3, "6: return Markup"), (4, "# ab bc"), (4, "Caught")],
)
def test_every_kind_of_answer_is_shown(app, marked, position, words):
    assert words in visits(app, marked.people["marker"]).get(at(marked, position)).words()


@pytest.mark.parametrize(
    ("role", "status"),
    [("recruiter", 200), ("marker", 200), ("author", 403), ("hiring_manager", 404)],
)
def test_who_may_look(app, marked, role, status):
    """A hiring manager, at what is shared."""
    assert visits(app, marked.people[role]).get(at(marked, 2)).status == status


def test_what_was_printed_is_for_markers_only(app, marked):
    with app.app_context(), scope(marked.organisation_id), transaction():
        fetch(CodeRun, marked.run_id).application_output = "a hidden input"
    assert "a hidden input" in visits(app, marked.people["marker"]).get(at(marked, 2)).words()
    seen = visits(app, marked.people["recruiter"]).get(at(marked, 2)).words()
    assert "a hidden input" not in seen


def test_an_answer_that_waits_says_so_and_is_no_zero(app, tmp_path):
    exam = sat(app, tmp_path, stage="waiting")
    words = visits(app, exam.people["recruiter"]).get(at(exam, 2)).words()
    assert "has not been run yet" in words
    assert "– of 8" in words


def test_while_it_is_sat_nothing_is_shown(app, tmp_path):
    exam = sat(app, tmp_path, stage="started")
    assert visits(app, exam.people["recruiter"]).get(at(exam, 2)).status == 404


def test_the_result_leads_to_each_answer(app, marked):
    page = visits(app, marked.people["recruiter"]).get(at(marked, 2).rpartition("/answers")[0])
    links = [one["href"] for one in page.soup.select("th a") if "/answers/" in one["href"]]
    assert links == [at(marked, n) for n in (1, 2, 3, 4)]
    assert "2 of 4 behaviours; not: The second page is there; The third page" in page.words()


def test_the_library_shows_the_manifest_and_what_is_hidden(app, marked):
    version = marked.work.item_version_ids[1]
    where = f"/o/{marked.slug}/library/{marked.organisation_id}/{version}"
    words = visits(app, marked.people["author"]).get(where).words()
    for told in ("to be changed", "test_visible.py", "The first page is there", "def test_third"):
        assert told in words


def test_the_mark_that_stands_is_shown_with_the_ones_before(app, marked):
    """An engine's points, other points with a reason, and the run's own verdicts beside them."""
    owner = visits(app, marked.people["owner"])
    assert "Nothing was changed since." in owner.get(at(marked, 2)).words()
    answer = owner.fill(at(marked, 2), to=f"{at(marked, 2)}/override", points="6,5", reason="So.")
    assert answer.status == 303
    page = owner.then(answer)
    assert page.soup.select_one(".facts dd").get_text() == "6.5 of 8"
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("#marks-title ~ .sheet tr")]
    assert len(rows) == 3
    assert rows[1].startswith("6.5 of 8 Stands By a person, instead Bea Example")
    assert rows[1].endswith("Marking 2 So.")
    assert rows[2].startswith("4.8 of 8 By the engine")


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"points": "9", "reason": "So."}, "points"), ({"points": "x", "reason": "So."}, "points"),
     ({"points": "", "reason": "So."}, "points"), ({"points": "NaN", "reason": "So."}, "points"),
     ({"points": "1", "reason": " "}, "reason")],
)  # fmt: skip
def test_points_that_cannot_be_given_are_refused_at_their_field(app, marked, sent, field):
    owner = visits(app, marked.people["owner"])
    refused = owner.fill(at(marked, 2), to=f"{at(marked, 2)}/override", **sent)
    assert refused.status == 422
    assert refused.soup.select(f"#{field}-error")
    assert refused.soup.select_one(".facts dd").get_text() == "4.8 of 8"


@pytest.mark.parametrize("role", ["recruiter", "marker", "hiring_manager"])
def test_who_may_not_give_other_points(app, marked, role):
    visitor = visits(app, marked.people[role])
    token = visitor.get("/o/").token()
    where = f"{at(marked, 2)}/override"
    assert visitor.post(where, csrf_token=token, points="8", reason="So.").status == 403
