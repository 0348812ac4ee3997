"""Acts on many, as a person at a browser without scripts meets them."""

import csv
import io

import pytest

from assay.accounts.queries import user_by_email
from assay.accounts.users import reclaim
from assay.core.db import reading, transaction
from assay.decisions import queries, tag_keeping, tagging
from assay.tenancy.scope import scope
from tests.marking.exam import Counted, Exam, visits

REASON = "The answers show the depth that the team needs."


@pytest.fixture
def exam(app):
    """Three are invited, and the first is marked."""
    with Exam(app, name="Ann Done") as exam:
        exam.ids = [exam.invitation_id, exam.invite("Bo Begins"), exam.invite("Cy Comes")]
        exam.result(right=4)
        exam.recruiter = exam.account("recruiter")
        with transaction():
            reclaim(user_by_email(exam.recruiter))
        exam.manager = exam.account("hiring_manager", shared=True)
    return exam


@pytest.fixture
def recruiter(app, exam):
    return visits(app, exam.recruiter)


def at(exam, rest=""):
    return f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/candidates{rest}"


def picks(*ids, **more):
    return "&".join([*(f"who={one}" for one in ids), *(f"{k}={v}" for k, v in more.items())])


def confirm(visitor, exam, act, query, **fields):
    """Open the page that asks, and send its form as it stands but for what is typed."""
    asked = visitor.get(at(exam, f"/many?act={act}&{query}"))
    assert asked.status == 200, asked.words()
    form = asked.soup.select_one("form.bulk")
    hidden = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    return visitor.post(form["action"], **{**hidden, **fields})


def done(visitor, answer):
    assert answer.status == 303, answer.words()
    return visitor.then(answer)


def tags_of(exam, one):
    with exam.app.app_context(), scope(exam.organisation_id), reading():
        return [tag.name for tag in queries.tags_of([one]).get(one, [])]


def test_the_table_offers_what_the_member_may_do(app, exam, recruiter):
    offered = {}
    for who, visitor in (("recruiter", recruiter), ("manager", visits(app, exam.manager))):
        options = visitor.get(at(exam)).soup.select("#act option")
        offered[who] = [one["value"] for one in options]
    assert offered == {
        "recruiter": ["tag", "untag", "decide", "postpone", "resend", "withdraw", "archive",
                      "restore", "export"],
        "manager": ["tag", "untag", "decide", "export"],
    }  # fmt: skip


def test_those_ticked_are_tagged_and_it_is_taken_back(exam, recruiter):
    asked = recruiter.get(at(exam, f"/many?act=tag&{picks(*exam.ids[:2])}"))
    assert "2 candidates are picked" in asked.words()
    went = done(recruiter, confirm(recruiter, exam, "tag", picks(*exam.ids[:2]), tag="Berlin"))
    assert "2 candidates are tagged Berlin" in went.words()
    assert [tags_of(exam, one) for one in exam.ids] == [["Berlin"], ["Berlin"], []]
    back = recruiter.fill(went.path, to=f"{went.path}/undo")
    assert "Taken back" in done(recruiter, back).words()
    assert [tags_of(exam, one) for one in exam.ids] == [[], [], []]
    assert "It was taken back." in recruiter.get(went.path).words()


def test_what_was_done_to_many_is_found_again(exam, recruiter):
    """Newest first, with who did it; each leads to the page where it can be taken back."""
    nothing = recruiter.get(at(exam, "/many/lately"))
    assert "Nothing was done to many yet" in nothing.words()
    went = done(recruiter, confirm(recruiter, exam, "tag", picks(*exam.ids[:2]), tag="Talks"))
    recruiter.fill(went.path, to=f"{went.path}/undo")
    shown = recruiter.get(at(exam, "/many/lately"))
    rows = [row.get_text(" ", strip=True) for row in shown.soup.select("tbody tr")]
    assert [row.split()[0] for row in rows] == ["Taken", "Tag"]
    assert rows[1].endswith("Taken back")
    assert shown.soup.select("tbody a")[1]["href"] == went.path
    assert recruiter.get(at(exam)).soup.select_one(f"a[href='{at(exam, '/many/lately')}']")


def test_many_acts_cost_no_more_queries_than_one(app, exam, recruiter):
    def asked():
        with app.app_context(), Counted() as said:
            assert recruiter.get(at(exam, "/many/lately")).status == 200
        return len(said)

    done(recruiter, confirm(recruiter, exam, "tag", picks(*exam.ids), tag="Talks"))
    asked()
    one = asked()
    for tag in ("Heard", "Seen"):
        done(recruiter, confirm(recruiter, exam, "tag", picks(*exam.ids), tag=tag))
    assert asked() == one


def test_all_of_the_page_are_those_that_it_shows(exam, recruiter):
    asked = recruiter.get(at(exam, "/many?act=archive&whom=page&search=bo"))
    assert "1 candidate is picked" in asked.words()
    assert str(exam.ids[1]) in asked.soup.select_one("form.bulk")["action"]


def test_all_who_fit_are_taken_with_the_filter(exam, recruiter):
    query = "whom=all&stage=missed&who=" + str(exam.ids[0])
    went = done(recruiter, confirm(recruiter, exam, "archive", query))
    assert "2 candidates are put into the archive" in went.words()


def test_who_is_left_alone_is_named_before_and_after(exam, recruiter):
    asked = recruiter.get(at(exam, "/many?act=decide&whom=all")).words()
    assert "3 candidates are picked; it is done to 1 of them" in asked
    assert "Has no result yet: 2" in asked
    answer = confirm(recruiter, exam, "decide", "whom=all", verdict="advance", reason=REASON)
    went = done(recruiter, answer).words()
    assert "1 candidate is decided: Advance" in went
    assert "Bo Begins Has no result yet" in went


def test_what_was_typed_stays_where_it_is_refused(exam, recruiter):
    answer = confirm(recruiter, exam, "decide", "whom=all", reason=REASON)
    assert answer.status == 422
    assert "Choose advance, hold or reject." in answer.words()
    assert answer.soup.select_one("textarea").text.strip() == REASON


def test_if_more_fit_meanwhile_they_are_shown_first(exam, recruiter):
    answer = confirm(recruiter, exam, "archive", "whom=all", how_many="2")
    assert answer.status == 422
    assert "Meanwhile 3 are picked" in answer.words()
    assert answer.soup.select_one("[name=how_many]")["value"] == "3"


def test_where_nobody_is_ticked_it_says_so(exam, recruiter):
    asked = recruiter.get(at(exam, "/many?act=archive&whom=ticked"))
    assert (asked.status, asked.soup.select_one("form.bulk")) == (200, None)
    assert "Nobody is picked" in asked.words()


def test_a_tag_is_taken_off_by_its_name(exam, recruiter):
    confirm(recruiter, exam, "tag", picks(*exam.ids), tag="Berlin")
    asked = recruiter.get(at(exam, f"/many?act=untag&{picks(*exam.ids[:1])}"))
    (option,) = asked.soup.select("#tag option")
    went = confirm(recruiter, exam, "untag", picks(*exam.ids[:1]), tag=option["value"])
    assert "1 candidate is rid of the tag" in done(recruiter, went).words()
    assert [len(tags_of(exam, one)) for one in exam.ids] == [0, 1, 1]


def test_those_ticked_are_taken_along(exam, recruiter):
    answer = recruiter.get(at(exam, f"/many?act=export&{picks(*exam.ids[:2])}"))
    text = recruiter.then(answer).response.text
    names = [row["name"] for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))]
    assert sorted(names) == ["Ann Done", "Bo Begins"]


@pytest.mark.parametrize("act", ["withdraw", "archive", "postpone"])
def test_what_one_may_not_do_is_refused(app, exam, act):
    manager = visits(app, exam.manager)
    assert manager.get(at(exam, f"/many?act={act}&whom=all")).status == 403
    token = manager.get("/o/open").token()
    path = at(exam, f"/many?act={act}&whom=all")
    assert manager.post(path, csrf_token=token, how_many="3", days="3").status == 403


def test_an_act_that_is_none_is_not_there(exam, recruiter):
    assert recruiter.get(at(exam, "/many?act=hire&whom=all")).status == 404


def test_an_unconfirmed_address_sends_no_letters(app, exam):
    recruiter = visits(app, exam.recruiter)
    with app.app_context(), transaction():
        user_by_email(exam.recruiter).confirmed_at = None
    asked = recruiter.get(at(exam, "/many?act=resend&whom=all"))
    assert asked.status == 200
    assert confirm(recruiter, exam, "resend", "whom=all").status == 403


def test_a_name_is_text_wherever_it_is_told(app):
    with Exam(app, name="<b>Ann</b> & Co") as exam:
        email = exam.account("recruiter")
    visitor = visits(app, email)
    asked = visitor.get(at(exam, "/many?act=decide&whom=all"))
    assert "<b>Ann</b> & Co Has no result yet" in asked.words()


def test_a_tag_that_was_removed_is_named_no_more(app, exam, recruiter):
    went = done(recruiter, confirm(recruiter, exam, "tag", picks(exam.ids[0]), tag="Berlin"))
    with app.app_context(), scope(exam.organisation_id), transaction():
        tag_keeping.remove(tagging.tag_named("Berlin").id, by=exam.member)
    again = recruiter.get(went.path)
    assert (again.status, "Berlin" in again.words()) == (200, False)
