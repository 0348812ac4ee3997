"""The picker's page: found by filters, added by a button, moved and taken out beside it."""

from uuid import UUID

import pytest

from assay.assessments import actions
from assay.assessments import queries as assessed
from assay.assessments.blueprint import Blueprint, Fixed, Pool, Section
from assay.assessments.models import Assessment
from assay.bank.models import ItemVersion
from assay.core.db import reading, session, transaction
from assay.tenancy.queries import fetch
from assay.tenancy.scope import scope
from tests.marking.exam import Counted
from tests.populated import populate
from tests.visitor import Visitor

TITLE = "What does northwind ask in {}?"
WRITTEN = "What does Northwind want written?"


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def recruiter(app, house):
    visitor = Visitor(app)
    assert visitor.sign_in(house.email("recruiter")).status == 302
    visitor.page = f"/o/{house.slug}/assessments/{house.assessments[1]}/questions"
    return visitor


@pytest.fixture
def drafted(app, house):
    """drafted(Section(…), …): the draft has these sections from now on."""

    def drafted(*sections):
        with app.app_context(), scope(house.organisation_id), transaction():
            blueprint = Blueprint(sections=sections)
            actions.rearrange(house.assessments[1], lambda _: blueprint, by=house.by)

    return drafted


def kept(app, house):
    """The draft's rules as they are kept: by section, a pool's count or a question's number."""
    places = {one: number for number, one in enumerate(house.item_versions, 1)}
    with app.app_context(), scope(house.organisation_id), reading():
        draft = fetch(Assessment, house.assessments[1])
        return [
            [f"q{places[rule.item_version_id]}" if isinstance(rule, Fixed) else rule.count
             for rule in section.rules]
            for section in assessed.blueprint(draft).sections
        ]  # fmt: skip


def item(house, number):
    return f"{house.organisation_id}:{house.item_versions[number - 1]}"


def titles(page):
    return [one.get_text() for one in page.soup.select(".to-pick tbody .table-name")]


def press(visitor, path, value):
    """The button of the draft's rules."""
    seen = visitor.get(path).soup.select_one("[name=seen]")["value"]
    return visitor.fill(path, do=value, seen=seen)


def test_offered_questions_are_told_with_all_that_one_chooses_by(recruiter):
    page = recruiter.get(recruiter.page)
    assert titles(page) == [*(TITLE.format(number) for number in range(1, 5)), WRITTEN]
    row = " ".join(page.soup.select_one(".to-pick tbody tr").get_text(" ").split())
    for told in ("One choice", "for its level", "p 0.", "papers"):
        assert told in row


def test_a_title_leads_to_the_question_as_a_candidate_sees_it(recruiter):
    link = recruiter.get(recruiter.page).soup.select_one(".to-pick .table-name a")["href"]
    assert "As a candidate sees it" in recruiter.get(link).words()


def test_a_question_is_added_and_one_is_back_at_what_one_looked_through(
    app, recruiter, house, drafted
):
    drafted(Section(title="One", rules=(Pool(count=1),)), Section(title="Two"))
    where = f"{recruiter.page}?title=northwind&level="
    sent = recruiter.fill(where, item=item(house, 2), section="1")
    assert (sent.status, kept(app, house)) == (303, [[1], ["q2"]])
    page = recruiter.then(sent)
    assert f"“{TITLE.format(2)}” is in the draft" in page.words()
    assert TITLE.format(2) not in titles(page)
    assert page.soup.select_one("#pick-title")["value"] == "northwind"
    assert page.soup.select_one("#pick-section option[selected]")["value"] == "1"


def test_in_an_empty_draft_the_first_question_begins_the_first_section(
    app, recruiter, house, drafted
):
    drafted()
    assert "begins its first section" in recruiter.get(recruiter.page).words()
    assert recruiter.fill(recruiter.page, item=item(house, 1), section="0").status == 303
    assert kept(app, house) == [["q1"]]


def test_what_is_no_offered_question_is_refused_in_words(recruiter):
    for given in ("nonsense", f"{UUID(int=1)}:{UUID(int=2)}"):
        page = recruiter.fill(recruiter.page, item=given, section="0")
        assert page.status == 422
        assert "not offered" in page.soup.select_one("[role=alert]").get_text()


def test_what_is_in_already_is_refused_and_the_draft_stays(app, recruiter, house, drafted):
    drafted(Section(title="One"))
    for status in (303, 422):
        assert recruiter.fill(recruiter.page, item=item(house, 1), section="0").status == status
    assert kept(app, house) == [["q1"]]


def test_enemies_are_named_and_have_no_button_beside_each_other(app, recruiter, house, drafted):
    drafted(Section(title="One"))
    with app.app_context(), scope(house.organisation_id), transaction():
        one, other = (
            session.get_one(ItemVersion, (house.organisation_id, id_))
            for id_ in house.item_versions[:2]
        )
        other.enemies = [str(one.item_id)]
    (row,) = recruiter.get(f"{recruiter.page}?title=ask+in+2").soup.select(".to-pick tbody tr")
    assert f"Never in one paper with {TITLE.format(1)}" in " ".join(row.get_text(" ").split())
    assert recruiter.fill(recruiter.page, item=item(house, 1), section="0").status == 303
    (row,) = recruiter.get(f"{recruiter.page}?title=ask+in+2").soup.select(".to-pick tbody tr")
    assert not row.select("button")
    assert recruiter.fill(recruiter.page, item=item(house, 2), section="0").status == 422


def test_filters_are_kept_in_the_address_and_say_what_they_left(recruiter):
    page = recruiter.get(f"{recruiter.page}?title=ask+in+3&kind=single&least=1&most=60")
    assert titles(page) == [TITLE.format(3)]
    assert "1 of 5 questions not in the draft" in page.words()
    assert page.soup.select_one("#pick-kind option[selected]")["value"] == "single"
    assert page.soup.select_one("#pick-most")["value"] == "60"
    nothing = recruiter.get(f"{recruiter.page}?least=599&most=600")
    assert "No question fits" in nothing.words()


def test_what_there_is_not_to_be_asked_for_is_left_alone(recruiter):
    for query in ("kind=nonsense", "least=soon&most=-1", "after=x", "section=99", "exposure=so"):
        assert len(titles(recruiter.get(f"{recruiter.page}?{query}"))) == 5, query


def test_rules_are_moved_and_removed_beside_it(app, recruiter, house, drafted):
    drafted(Section(title="One", rules=(Pool(count=1), Pool(count=2))), Section(title="Two"))
    assert press(recruiter, recruiter.page, "down:0:0").status == 303
    assert kept(app, house) == [[2, 1], []]
    press(recruiter, recruiter.page, "down:0:1")
    assert kept(app, house) == [[2], [1]]
    press(recruiter, recruiter.page, "remove:1:0")
    assert kept(app, house) == [[2], []]
    assert press(recruiter, recruiter.page, "nonsense:0").status == 303
    assert kept(app, house) == [[2], []]


def test_an_older_page_changes_nothing_and_is_told(app, recruiter, house, drafted):
    drafted(Section(title="One", rules=(Pool(count=1), Pool(count=2))))
    sent = recruiter.fill(recruiter.page, do="remove:0:0", seen="of another draft")
    assert "changed meanwhile" in recruiter.then(sent).words()
    assert kept(app, house) == [[1, 2]]


def test_the_drafts_rules_tell_how_well_known_they_are(recruiter, drafted, house):
    gone = Fixed(item_organisation_id=house.organisation_id, item_version_id=house.organisation_id)
    drafted(Section(title="One", rules=(Pool(count=1), Pool(count=1, level="senior"), gone)))
    words = " ".join(recruiter.get(recruiter.page).soup.select_one("#draft").get_text(" ").split())
    assert "pool of 4: each in 1 paper of 4" in words
    assert "no longer offered" in words


def test_it_is_for_those_who_write_assessments(app, house):
    for role, status in (("hiring_manager", 403), ("author", 403), ("owner", 200)):
        visitor = Visitor(app)
        visitor.sign_in(house.email(role))
        path = f"/o/{house.slug}/assessments/{house.assessments[0]}/questions"
        assert visitor.get(path).status == status, role


def test_the_button_of_the_assembly_saves_and_leads_here(recruiter, house):
    edit = recruiter.page.replace("/questions", "/edit")
    told = {"name": "Draft", "minutes": "30", "cut_score": "60", "cut_reason": "Agreed.",
            "ai_use": "no", "sections-0-title": "Heart"}  # fmt: skip
    sent = recruiter.fill(edit, do="pick:0", **told)
    assert sent.status == 303
    assert "Heart" in recruiter.then(sent).soup.select_one("#draft").get_text()
    assert recruiter.fill(edit, do="pick:0", **{**told, "name": ""}).status == 422


def test_it_costs_as_many_statements_with_three_rows_as_with_one(app, recruiter):
    costs = []
    for title, rows in (("ask+in+1", 1), ("ask+in", 4)):
        with app.app_context(), Counted() as said:
            assert len(titles(recruiter.get(f"{recruiter.page}?title={title}"))) == rows
        costs.append(len(said))
    assert costs[0] == costs[1]
