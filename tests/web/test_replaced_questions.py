"""A question that a rule names stays named once it was replaced, and the page says what by."""

from uuid import UUID, uuid4

import pytest

from assay.assessments.outlook import GONE
from assay.bank.models import ItemVersion
from assay.core import clock
from assay.core.db import session, transaction
from assay.tenancy.scope import scope
from tests.populated import populate
from tests.visitor import Visitor

COPIED = ("item_id", "kind", "responsibility", "level", "skill", "title", "minutes", "points",
          "difficulty", "content", "key")  # fmt: skip

CHOSEN = ("checkbox", "radio")


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def named(app, house):
    """The assembly page of a draft that names a question."""
    visitor = Visitor(app)
    assert visitor.sign_in(house.email("recruiter")).status == 302
    visitor.edit = f"/o/{house.slug}/assessments/{house.assessments[1]}/edit"
    visitor.item = f"{house.organisation_id}:{house.item_versions[0]}"
    sent = visitor.fill(
        visitor.edit, name="Draft", minutes="30", cut_score="60", cut_reason="Agreed.", do="save",
        ai_use="no",
        **{"sections-0-title": "Core", "sections-0-rules-0-kind": "fixed",
           "sections-0-rules-0-item": visitor.item},
    )  # fmt: skip
    assert sent.status == 303
    return visitor


def retire(app, house, *, replaced):
    with app.app_context(), scope(house.organisation_id), transaction():
        old = session.get_one(ItemVersion, (house.organisation_id, house.item_versions[0]))
        old.retired_at = clock.now()
        if replaced:
            more = {name: getattr(old, name) for name in COPIED}
            session.add(
                ItemVersion(number=2, digest=uuid4().bytes, published_at=clock.now(), **more)
            )


def chosen(page):
    (option,) = page.soup.select("#sections-0-rules-0-item option[selected]")
    return option["value"], option.get_text()


@pytest.mark.parametrize(
    ("replaced", "became"), [(True, "replaced by version 2"), (False, "no longer offered")]
)
def test_it_stays_named_and_the_page_says_what_became_of_it(app, house, named, replaced, became):
    retire(app, house, replaced=replaced)
    page = named.get(named.edit)
    title = "What does northwind ask in 1?"
    assert chosen(page) == (named.item, f"{title} (version 1: {became})")
    assert GONE in page.words()


def test_while_it_is_offered_nothing_is_said(named):
    page = named.get(named.edit)
    assert GONE not in page.words()
    assert "No longer offered" not in str(page.soup)


@pytest.mark.parametrize("value", ["nonsense", "a:b", f"{UUID(int=1)}:{UUID(int=2)}"])
def test_what_names_nothing_is_no_question(named, value):
    page = named.get(named.edit)
    fields = {one["name"]: one.get("value", "") for one in page.soup.select("#assembly input")
              if one.get("type") not in CHOSEN or one.has_attr("checked")}  # fmt: skip
    fields |= {"sections-0-rules-0-item": value, "name": ""}
    answer = named.post(named.edit, **fields, do="save")
    assert answer.status == 422
    assert "No longer offered" not in str(answer.soup)
