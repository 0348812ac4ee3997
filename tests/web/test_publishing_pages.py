"""Before publishing one sees what changes; afterwards, which versions there are."""

import pytest

from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.web.outlook import rule_lines
from tests.marking.exam import Counted
from tests.populated import populate
from tests.visitor import Visitor

CHOSEN = ("checkbox", "radio")


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def recruiter(app, house):
    visitor = Visitor(app)
    assert visitor.sign_in(house.email("recruiter")).status == 302
    visitor.one, visitor.other = (f"/o/{house.slug}/assessments/{id_}" for id_ in house.assessments)
    return visitor


def change(visitor, **changed):
    """Save the draft of the published one with these fields in place of its own."""
    page = visitor.get(f"{visitor.one}/edit")
    fields = {one["name"]: one.get("value", "") for one in page.soup.select("#assembly input")
              if one.get("type") not in CHOSEN or one.has_attr("checked")}  # fmt: skip
    fields["cut_reason"] = page.soup.select_one("#cut_reason").get_text().strip()
    assert visitor.post(f"{visitor.one}/edit", **{**fields, "do": "save", **changed}).status == 303


def publish(visitor, where):
    return visitor.then(visitor.fill(f"{where}/publish"))


def test_the_first_version_is_looked_at_whole(recruiter):
    page = recruiter.get(f"{recruiter.other}/publish")
    assert page.soup.h1.get_text() == "Publish version 1"
    assert "Section “Core”" in page.words()
    assert "of any responsibility; any level; any kind" in page.words()
    assert "Error at the cut" in page.words()
    assert "Version 1 published" in publish(recruiter, recruiter.other).words()


def test_where_nothing_changed_there_is_nothing_to_publish(recruiter):
    page = recruiter.get(f"{recruiter.one}/publish")
    assert "Nothing has changed" in page.words()
    assert not page.soup.find("button", string="Publish version 2")


def test_a_change_is_told_with_before_and_after_and_whom_it_leaves_alone(recruiter):
    change(recruiter, minutes="50", cut_score="70", **{"sections-0-title": "Heart"})
    words = recruiter.get(f"{recruiter.one}/publish").words()
    assert "Minutes 45 50" in words
    assert "Cut score 60 70" in words
    assert "No longer: Section “Core”" in words
    assert "New: Section “Heart”" in words
    assert "Who was invited before (4 people) keeps their version" in words


def test_what_can_not_be_published_says_why_and_offers_no_button(recruiter):
    change(recruiter, **{"sections-0-rules-0-count": "50"})
    page = recruiter.get(f"{recruiter.one}/publish")
    assert "Asks for 50" in page.words()
    assert not page.soup.select("main form")
    token = recruiter.get(f"{recruiter.one}/edit").token()
    assert recruiter.post(f"{recruiter.one}/publish", csrf_token=token).status == 422


def test_versions_are_listed_with_what_changed_and_who_has_them(recruiter):
    change(recruiter, minutes="50")
    publish(recruiter, recruiter.one)
    second, first = recruiter.get(f"{recruiter.one}/versions").soup.select("ol.versions > li")
    assert "Minutes 45 50" in " ".join(second.get_text(" ").split())
    assert "Invited 0 Handed in 0" in " ".join(second.get_text(" ").split())
    assert "Invited 4 Handed in 1" in " ".join(first.get_text(" ").split())


def test_who_was_invited_keeps_the_version_that_they_were_invited_to(app, recruiter, house):
    before = Visitor(app).get(f"/sit/i/{house.tokens['invited']}").words()
    change(recruiter, minutes="50", name="Another name")
    publish(recruiter, recruiter.one)
    assert Visitor(app).get(f"/sit/i/{house.tokens['invited']}").words() == before


def test_versions_cost_as_many_statements_with_three_as_with_one(app, recruiter):
    costs = []
    for minutes in ("", "50", "55"):
        if minutes:
            change(recruiter, minutes=minutes)
            publish(recruiter, recruiter.one)
        with app.app_context(), Counted() as said:
            assert recruiter.get(f"{recruiter.one}/versions").status == 200
        costs.append(len(said))
    assert costs[0] == costs[1] == costs[2]


def test_without_a_version_the_list_says_so(recruiter):
    assert "Nothing published yet" in recruiter.get(f"{recruiter.other}/versions").words()


def test_a_section_that_locks_is_told_with_its_minutes():
    sections = [
        Section(title="Core", minutes=20, locks=locks, rules=(Pool(count=1),))
        for locks in (True, False)
    ]
    assert rule_lines(Blueprint(sections=tuple(sections)), {})[::2] == [
        "Section “Core”, 20 minutes, then locked", "Section “Core”, 20 minutes",
    ]  # fmt: skip
