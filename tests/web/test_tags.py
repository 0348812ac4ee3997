"""The page of the organisation's tags."""

import pytest

from assay.core.db import transaction
from assay.decisions import tagging
from tests.marking.exam import Exam, visits


@pytest.fixture
def exam(app):
    with Exam(app, name="Ann") as exam:
        exam.recruiter = exam.account("recruiter")
        exam.manager = exam.account("hiring_manager", shared=True)
        exam.tags = {}
        for name in ("Berlin", "=SUM(<b>)"):
            with transaction():
                exam.tags[name] = tagging.tag(exam.invitation_id, name, by=exam.member).id
    return exam


@pytest.fixture
def page(exam):
    return f"/o/{exam.slug}/tags"


@pytest.fixture
def visitor(app, exam):
    return visits(app, exam.recruiter)


def rows(visitor, page):
    found = visitor.get(page).soup.select("tbody tr")
    return {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in found}


def rename(visitor, page, tag_id, name):
    return visitor.fill(page, to=f"{page}/{tag_id}/rename", name=name)


def test_each_tag_stands_with_how_many_bear_it(visitor, page):
    assert rows(visitor, page) == {"=SUM(<b>)": "1", "Berlin": "1"}


def test_a_tag_is_renamed(exam, visitor, page):
    answer = rename(visitor, page, exam.tags["Berlin"], "Berlin office")
    assert answer.status == 303
    assert "Berlin office" in rows(visitor, page)


def test_a_name_that_is_there_asks_whether_the_two_are_one(exam, visitor, page):
    answer = rename(visitor, page, exam.tags["=SUM(<b>)"], "berlin")
    assert answer.status == 422
    assert "There is a tag “Berlin” already" in answer.words()
    assert rows(visitor, page) == {"=SUM(<b>)": "1", "Berlin": "1"}
    form = answer.soup.select_one("form[action$=merge]")
    sent = {one["name"]: one["value"] for one in form.select("input")}
    assert visitor.post(form["action"], **sent).status == 303
    assert rows(visitor, page) == {"Berlin": "1"}


@pytest.mark.parametrize("name", ["", "x" * 41], ids=["none", "too long"])
def test_what_is_no_name_is_refused_beside_it(exam, visitor, page, name):
    answer = rename(visitor, page, exam.tags["Berlin"], name)
    field = answer.soup.select_one("[aria-invalid=true]")
    assert (answer.status, field["value"]) == (422, name)
    assert answer.soup.find(id=field["aria-describedby"])


def test_a_tag_is_removed(exam, visitor, page):
    tag_id = exam.tags["Berlin"]
    answer = visitor.fill(page, to=f"{page}/{tag_id}/remove")
    assert "1 candidate had it" in visitor.then(answer).words()
    assert "Berlin" not in rows(visitor, page)


@pytest.mark.parametrize("into", ["", "nonsense"])
def test_a_tag_is_not_merged_into_nothing(exam, visitor, page, into):
    answer = visitor.fill(page, to=f"{page}/{exam.tags['Berlin']}/merge", into=into)
    assert answer.status == 422


def test_without_tags_the_page_says_so(app):
    with Exam(app) as exam:
        email = exam.account("recruiter")
    assert "No tags yet" in visits(app, email).get(f"/o/{exam.slug}/tags").words()


def test_a_hiring_manager_keeps_no_list(app, exam, page):
    assert visits(app, exam.manager).get(page).status == 403
