"""A fault in a question by its pages: a look at who changes, a yes with a reason, what was done."""

import pytest
from sqlalchemy import select

from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.decisions import actions as decisions
from assay.marking import queries as marking
from assay.marking.models import Correction
from assay.tenancy.scope import scope
from tests.bank.items import made
from tests.marking.code_exam import CodeExam
from tests.marking.exam import Counted, Exam, visits
from tests.sittings.situation import AT, MINUTE
from workers import tasks

WHY = "Option <b>a</b> is right as well."


@pytest.fixture
def exam(app):
    """Four of five right, and decided about."""
    with Exam(app) as exam:
        exam.people = {
            role: exam.account(role)
            for role in ("owner", "recruiter", "author", "marker", "hiring_manager")
        }
        exam.result(right=4)
        with transaction():
            decisions.decide(
                exam.invitation_id, verdict="hold", reason="Let us see.", by=exam.member
            )
    return exam


@pytest.fixture
def recruiter(app, exam):
    return visits(app, exam.people["recruiter"])


def where(exam, position=5):
    version_id = exam.work.item_version_ids[position - 1]
    return f"/o/{exam.slug}/library/{exam.organisation_id}/{version_id}"


def faults(exam):
    return f"{where(exam)}/corrections"


def look(visitor, exam, query="does=key&right=a&right=b&where="):
    return visitor.get(f"{faults(exam)}/preview?{query}")


def confirm(visitor, exam, reason=WHY, **told):
    fields = {"does": "key", "right": ["a", "b"], "where": "", "accept": "", **told}
    token = visitor.get(faults(exam)).token()
    return visitor.post(faults(exam), csrf_token=token, reason=reason, **fields)


def kept(app, exam):
    with app.app_context(), scope(exam.organisation_id), reading():
        return len(session.scalars(select(Correction)).all())


def carried(app, exam):
    with app.app_context(), scope(exam.organisation_id):
        with reading():
            (row,) = session.scalars(select(Correction)).all()
        tasks.spread_correction(None, correction_id=row.id)
        tasks.remark_sitting(None, sitting_id=exam.sitting_id)
        with reading():
            return marking.result_of(exam.sitting_id).points


def test_from_the_question_one_comes_to_its_faults(exam, recruiter):
    link = recruiter.get(where(exam)).soup.select_one("a[href$='/corrections']")
    page = recruiter.get(link["href"])
    assert "Nothing: it is marked by its own key." in page.words()
    assert "1 candidate is marked as it stands." in page.words()
    assert [one["value"] for one in page.soup.select("input[name=right][checked]")] == ["b"]


def test_the_look_shows_who_changes_and_keeps_nothing(app, exam, recruiter):
    page = look(recruiter, exam)
    for words in ("Score changes 1", "Band changes 1", "Cai Example", "Hold", "Decisions stay"):
        assert words in page.words()
    row = page.soup.select_one("tbody tr")
    assert [one.get_text(" ", strip=True) for one in row.select("td")][:2] == [
        "80 Review", "100 Above",
    ]  # fmt: skip
    assert kept(app, exam) == 0


def test_a_yes_with_a_reason_corrects_it_and_marks_again(app, exam, recruiter):
    answer = confirm(recruiter, exam)
    assert answer.status == 303
    page = recruiter.then(answer)
    assert "0 of 1 are marked as it stands; 1 are still being marked again." in page.words()
    assert WHY in page.words()
    assert page.soup.select(".written b") == []
    assert carried(app, exam) == 10
    told = recruiter.get(faults(exam)).words()
    assert "1 candidate is marked as it stands." in told
    shown = recruiter.get(f"/o/{exam.slug}/invitations/{exam.invitation_id}").words()
    assert "100 of 100" in shown
    assert "1 correction here." in recruiter.get(where(exam)).words()


def test_what_the_look_leads_to_is_what_was_looked_at(app, exam, recruiter):
    page = look(recruiter, exam, f"does=full&where={exam.work.assessment_id}")
    form = page.soup.select_one("form[action$='/corrections']")
    fields = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    assert (fields["does"], fields["where"]) == ("full", str(exam.work.assessment_id))
    assert recruiter.post(faults(exam), **(fields | {"reason": "So."})).status == 303
    told = recruiter.get(faults(exam)).words()
    assert "Give everybody its points So. Stands" in told
    assert "In Flask developer, mid level" in told


def test_without_a_reason_the_look_is_there_again_and_nothing_is_kept(app, exam, recruiter):
    refused = confirm(recruiter, exam, reason=" ")
    assert refused.status == 422
    assert "Give the reason" in refused.soup.select_one("#reason-error").get_text()
    assert [one["value"] for one in refused.soup.select("input[type=hidden][name=right]")] == [
        "a", "b",
    ]  # fmt: skip
    assert kept(app, exam) == 0


WRONG = {
    "nothing chosen": ("where=", "does", "Choose what is to be done."),
    "nonsense": ("does=erase&where=", "does", "Not a valid choice"),
    "no option": ("does=key&where=", "right", "Choose each option"),
    "no such option": ("does=key&right=z&where=", "right", "not a valid choice"),
    "as it is": ("does=key&right=b&where=", "right", "These are right already."),
    "elsewhere": (
        "does=full&where=0c8e2b7e-6f0f-4d7e-9a53-6f4ad3a1f6b2", "where", "Not a valid choice"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_at_its_field(exam, recruiter, name):
    query, field, said = WRONG[name]
    refused = look(recruiter, exam, query)
    assert refused.status == 422
    assert said in refused.soup.select_one(f"#{field}-error").get_text()


def test_it_can_be_taken_back_once_there_is_something_to_take_back(app, exam, recruiter):
    assert look(recruiter, exam, "does=as_it_was&where=").status == 422
    confirm(recruiter, exam, does="left_out")
    assert look(recruiter, exam, "does=as_it_was&where=").status == 200
    assert confirm(recruiter, exam, does="as_it_was", right=[]).status == 303
    assert kept(app, exam) == 2


@pytest.mark.parametrize(
    ("role", "status"),
    [("owner", 200), ("recruiter", 200), ("author", 403), ("marker", 403), ("hiring_manager", 403)],
)
def test_who_may_correct(app, exam, role, status):
    visitor = visits(app, exam.people[role])
    assert visitor.get(faults(exam)).status == status
    assert look(visitor, exam).status == status
    token = visitor.get("/o/").token() if status != 200 else visitor.get(faults(exam)).token()
    answer = visitor.post(
        faults(exam), csrf_token=token, does="full", right=[], where="", accept="", reason=WHY
    )
    assert answer.status == (303 if status == 200 else 403)
    if role == "author":
        assert visitor.get(where(exam)).soup.select("a[href$='/corrections']") == []


def test_a_text_that_people_mark_has_no_key_to_correct(app, tmp_path):
    with CodeExam(app, made(tmp_path, "facts", name="text")) as exam:
        exam.people = {"recruiter": exam.account("recruiter")}
    page = visits(app, exam.people["recruiter"]).get(f"{where(exam, 2)}/corrections")
    assert "People mark this question" in page.words()
    assert page.soup.select("form[method=get]") == []


def test_it_is_in_the_audit_in_words(app, exam, recruiter):
    confirm(recruiter, exam)
    assert "corrected a question’s key" in visits(app, exam.people["owner"]).get(
        f"/o/{exam.slug}/audit"
    ).words()  # fmt: skip
    with app.app_context(), scope(exam.organisation_id), reading():
        (entry,) = entries_about("item_version", exam.work.item_version_ids[4])
        assert entry.at <= clock.now()


def test_the_look_asks_the_database_as_often_with_three_as_with_one(app, exam, recruiter):
    def asked():
        with app.app_context(), Counted() as said:
            rows = look(recruiter, exam).soup.select("tbody tr")
        return len(rows), len(said)

    asked()
    one, few = asked()
    with app.app_context(), scope(exam.organisation_id):
        for n in range(2):
            exam.result(right=n, invitation_id=exam.invite(f"Cai {n}"), at=AT + n * MINUTE)
    assert (one, asked()) == (1, (3, few))
