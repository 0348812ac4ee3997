"""A paper is answered as a candidate would, by a member, and nothing of it is kept anywhere."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from assay.assessments import actions
from assay.assessments.blueprint import Blueprint, Fixed, Pool, Section
from assay.bank.models import Item, ItemVersion
from assay.core import clock
from assay.core.db import Base, session, transaction
from assay.tenancy.scope import scope
from tests.assessments.bench import CONTENTS
from tests.marking.exam import Counted
from tests.populated import QUESTIONS, populate
from tests.tenancy.standing import standing
from tests.visitor import Visitor

GIVEN = {
    "single": {"choice": "c"},
    "ordering": {f"place-{name}": str(place) for place, name in enumerate("dcba", 1)},
    "fillin": {"text": "my_host"},
    "matching": {"pair-1": "c", "pair-2": "d"},
    "freetext": {"text": "Only in a preview."},
    "code": {"file:app.py": "app = None\n"},
}


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def recruiter(app, house):
    visitor = Visitor(app)
    assert visitor.sign_in(house.email("recruiter")).status == 302
    visitor.one, visitor.other = (
        f"/o/{house.slug}/assessments/{id_}/preview" for id_ in house.assessments
    )
    return visitor


@pytest.fixture
def of_each_kind(app, house):
    """The second assessment's draft: a question of each of these kinds, in this order."""
    with app.app_context(), scope(house.organisation_id), transaction():
        rules = tuple(
            Fixed(item_organisation_id=house.organisation_id, item_version_id=_made(kind))
            for kind in GIVEN
        )
        plan = Blueprint(sections=(Section(title="Core", minutes=9, locks=True, rules=rules),))
        actions.rearrange(house.assessments[1], lambda _: plan, by=house.by)
    return list(GIVEN)


def _made(kind):
    item = Item(slug=f"item-{uuid4().hex[:12]}")
    session.add(item)
    session.flush()
    content, key = CONTENTS[kind]
    version = ItemVersion(
        item_id=item.id, number=1, kind=kind, responsibility="testing", level="mid", skill="apply",
        title=f"A {kind}", minutes=2, points=2, difficulty=0.5, digest=uuid4().bytes, key=key,
        content={"stem": f"Of the kind {kind}.", **content}, published_at=clock.now(),
    )  # fmt: skip
    session.add(version)
    session.flush()
    return version.id


def everything(database, house):
    """How many rows every table has, and all that the organisation has, to the last byte."""
    with database.connect() as connection:
        counts = {
            table: connection.scalar(text(f"select count(*) from {table}"))
            for table in Base.metadata.tables
        }
    kept = standing(database, house.organisation_id)
    del kept["user_sessions"]  # each visit to any page is noted there
    return counts, kept


def test_a_whole_paper_is_answered_and_handed_in_without_a_trace(
    database, house, recruiter, of_each_kind
):
    before = everything(database, house)
    for way in (recruiter.one, recruiter.other):
        assert recruiter.get(f"{way}/review").status == 200
    for position, kind in enumerate(of_each_kind, 1):
        where = f"{recruiter.other}/questions/{position}"
        page = recruiter.get(where)
        assert "Preview: nothing is kept." in page.words()
        assert f"Of the kind {kind}." in page.soup.select_one("#stem").get_text()
        assert recruiter.fill(where, go="next", **GIVEN[kind]).status == 303
    for position in range(1, QUESTIONS + 1):
        where = f"{recruiter.one}/questions/{position}?version=1"
        assert recruiter.fill(where, go="next", choice="b").status == 303
    assert "Nothing was handed in" in recruiter.get(f"{recruiter.one}/done?version=1").words()
    assert everything(database, house) == before


def test_each_kind_is_answered_with_the_rooms_own_controls(recruiter, of_each_kind):
    for position, kind in enumerate(of_each_kind, 1):
        page = recruiter.get(f"{recruiter.other}/questions/{position}")
        names = {one.get("name") for one in page.soup.select("#answer [name]")}
        assert set(GIVEN[kind]) <= names, kind
        assert page.soup.select_one("#answer")["data-shape"] in (
            "choice", "order", "text", "pairs", "files",
        )  # fmt: skip


def test_one_moves_about_as_a_candidate_does(recruiter, of_each_kind):
    first, last = (f"{recruiter.other}/questions/{n}" for n in (1, len(of_each_kind)))
    assert recruiter.fill(first, go="next", choice="a").location == f"{recruiter.other}/questions/2"
    assert recruiter.fill(first, go="4").location == f"{recruiter.other}/questions/4"
    assert recruiter.fill(first, go="99").location == f"{recruiter.other}/review"
    assert recruiter.fill(last, go="next").location == f"{recruiter.other}/review"
    assert recruiter.fill(first, go="review").location == f"{recruiter.other}/review"
    review = recruiter.get(f"{recruiter.other}/review")
    told = [" ".join(one.get_text(" ").split()) for one in review.soup.select(".reviewed a")]
    assert told == [f"{n}. Of the kind {kind}." for n, kind in enumerate(of_each_kind, 1)]


def test_the_same_seed_is_the_same_paper_on_every_page(recruiter):
    def stems(seed):
        pages = (
            recruiter.get(f"{recruiter.one}/questions/{n}?seed={seed}&version=1")
            for n in range(1, QUESTIONS + 1)
        )
        return [page.soup.select_one("#stem").get_text() for page in pages]

    first = stems(3)
    assert stems(3) == first
    assert any(stems(seed) != first for seed in (4, 5, 6))
    page = recruiter.get(f"{recruiter.one}/questions/1?seed=3&version=1")
    assert page.soup.select_one("#answer")["action"].endswith("/questions/1?seed=3&version=1")


def test_what_is_no_answer_is_refused_as_in_the_room(recruiter, of_each_kind):
    page = recruiter.fill(f"{recruiter.other}/questions/1", go="next", choice="zebra")
    assert (page.status, bool(page.soup.select("[role=alert]"))) == (422, True)


def test_too_many_words_are_told_once_and_stay(recruiter, of_each_kind):
    where = f"{recruiter.other}/questions/5"
    page = recruiter.fill(where, go="next", text="word " * 101)
    assert page.status == 422
    assert "more words than it may have" in page.words()
    assert page.soup.select_one("textarea").get_text().split() == ["word"] * 101
    assert recruiter.fill(where, go="next", text="word " * 101, told="yes").status == 303


def test_a_section_that_locks_says_what_it_would_do(recruiter, of_each_kind):
    words = recruiter.get(f"{recruiter.other}/questions/1").words()
    assert "“Core” ends after 9 minutes" in words


def test_a_version_is_shown_as_it_was_frozen(app, recruiter, house):
    with app.app_context(), scope(house.organisation_id), transaction():
        plan = Blueprint(sections=(Section(title="One", rules=(Pool(count=1),)),))
        actions.rearrange(house.assessments[0], lambda _: plan, by=house.by)

    def marks(query):
        page = recruiter.get(f"{recruiter.one}/questions/1{query}")
        return len(page.soup.select(".room-list .mark"))

    assert (marks(""), marks("?version=1")) == (1, QUESTIONS)


def test_where_there_is_no_paper_the_assemblys_preview_says_why(app, recruiter, house):
    with app.app_context(), scope(house.organisation_id), transaction():
        actions.rearrange(house.assessments[1], lambda _: Blueprint(), by=house.by)
    for rest in ("questions/1", "review", "done"):
        page = recruiter.get(f"{recruiter.other}/{rest}")
        assert (page.status, page.location) == (303, recruiter.other)


def test_what_is_not_there_is_not_found(recruiter):
    for rest in ("questions/0", "questions/99", "questions/1?version=7"):
        assert recruiter.get(f"{recruiter.one}/{rest}").status == 404, rest


def test_a_hiring_manager_tries_what_is_shared_with_them_alone(app, house, recruiter):
    manager = Visitor(app)
    manager.sign_in(house.email("hiring_manager"))
    told = [manager.get(f"{one}/questions/1").status for one in (recruiter.one, recruiter.other)]
    assert told == [200, 404]


def test_the_editors_style_is_let_in_only_where_there_is_an_editor(recruiter, of_each_kind):
    plain, code = (
        recruiter.get(f"{recruiter.other}/questions/{n}").response.headers[
            "Content-Security-Policy"
        ]
        for n in (1, 6)
    )
    assert "style-src 'self';" in plain
    assert "style-src 'self' 'nonce-" in code


def test_it_costs_as_many_statements_with_three_questions_as_with_one(app, recruiter, house):
    costs = []
    for count in (1, 3):
        with app.app_context(), scope(house.organisation_id), transaction():
            plan = Blueprint(sections=(Section(title="One", rules=(Pool(count=count),)),))
            actions.rearrange(house.assessments[1], lambda _, plan=plan: plan, by=house.by)
        with app.app_context(), Counted() as said:
            assert recruiter.get(f"{recruiter.other}/questions/1").status == 200
        costs.append(len(said))
    assert costs[0] == costs[1]
