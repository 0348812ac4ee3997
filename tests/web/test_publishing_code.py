"""The page of an assessment that asks for code says why it can’t be published."""

import pytest

from assay.accounts import queries as members
from assay.assessments import actions
from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.audit.actions import Actor
from assay.bank import actions as bank
from assay.bank import keys
from assay.bank.content import to_json
from assay.bank.runner import Capability
from assay.core import clock
from assay.core.db import transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.bank import pages
from tests.bank.code_items import make_code
from tests.visitor import Visitor

CANNOT = Capability(available=False, reason="bubblewrap is missing.")
CAN = Capability(available=True)


@pytest.fixture
def ann(app, cleared):
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


@pytest.fixture
def where(app, ann, tmp_path):
    """The page of a draft that asks for one bug to mend."""
    item = make_code(tmp_path)
    told = {"content": to_json(item.content), "key": keys.key_to_json(item.key)}
    pages.add(app, kind=item.kind, **told)
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        (owner,) = members.owners()
        by = Actor(kind="member", id=owner)
        made = actions.create(name="Code", by=by)
        actions.revise(
            made.id, name="Code", minutes=30, cut_score=50, cut_reason="Two rounds.",
            blueprint=Blueprint(sections=(Section(title="One", rules=(Pool(count=1),)),)),
            start_by=None, finish_by=None, by=by,
        )  # fmt: skip
        return f"/o/northwind/assessments/{made.id}"


def heard(app, told):
    with app.app_context(), transaction():
        bank.keep_capability("here", told, at=clock.now())


def test_without_a_runner_the_reason_stands_on_the_page(app, ann, where):
    heard(app, CANNOT)
    page = ann.get(where)
    assert page.soup.select_one("#runner-title") is not None
    assert "bubblewrap is missing. Nothing that asks for code can be published" in page.words()
    refused = ann.fill(where, to=f"{where}/publish")
    assert refused.status == 422


def test_with_a_runner_it_is_published(app, ann, where):
    heard(app, CAN)
    assert ann.get(where).soup.select_one("#runner-title") is None
    assert ann.fill(where, to=f"{where}/publish").status == 303
