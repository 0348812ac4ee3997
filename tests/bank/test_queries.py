"""What the bank offers: one's own and the library's, published, newest; never another's."""

from uuid import uuid4

import pytest

from assay.bank import queries
from assay.bank.models import Item, ItemVersion
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import NotFound
from assay.tenancy.scope import LIBRARY, scope
from tests.assessments.bench import CONTENTS, Bench


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def shelve(app, titles, organisation_id=LIBRARY):
    """Published items of another organisation, made before one's own scope is entered."""
    with app.app_context(), scope(organisation_id), transaction():
        return [_add(title) for title in titles]


def _add(title, **more):
    item = Item(slug=f"item-{uuid4().hex}")
    session.add(item)
    session.flush()
    content, key = CONTENTS["single"]
    version = ItemVersion(
        item_id=item.id, number=1, kind="single", responsibility="testing", level="mid",
        skill="apply", title=title, minutes=2, points=2, difficulty=0.5, key=key, digest=b"d",
        content={"stem": "?", **content}, **{"published_at": clock.now(), **more},
    )  # fmt: skip
    session.add(version)
    session.flush()
    return version.organisation_id, version.id


def titles(**chosen):
    with reading():
        return [one.title for one in queries.published(**chosen)]


def test_ones_own_and_the_librarys_are_offered_and_nobody_elses(app):
    shelve(app, ["Of the library"])
    with Bench(app) as other:
        foreign = other.make_item(title="Of another")
        told = (foreign.organisation_id, foreign.id)
    with Bench(app) as bench:
        bench.make_item(title="Our own")
        assert titles() == ["Of the library", "Our own"]
        with pytest.raises(NotFound), reading():
            queries.version(*told)


def test_in_the_librarys_scope_there_is_only_the_library(app):
    shelve(app, ["Of the library"])
    with Bench(app) as bench:
        bench.make_item(title="Our own")
    with app.app_context(), scope(LIBRARY):
        assert titles() == ["Of the library"]


def test_what_is_not_published_is_not_offered(bench):
    bench.make_item(title="A draft", published_at=None)
    first = bench.make_item(title="First wording")
    bench.revise_item(first, title="Second wording")
    assert titles() == ["Second wording"]


def test_what_is_offered_is_chosen_and_ordered(bench):
    for area, level, kind in (
        ("testing", "mid", "single"),
        ("deployment", "senior", "fillin"),
        ("deployment", "mid", "single"),
    ):
        bench.make_item(area, level=level, kind=kind, title=f"{area} {level} {kind}")
    assert titles() == [
        "deployment mid single", "deployment senior fillin", "testing mid single",
    ]  # fmt: skip
    assert titles(responsibility="deployment", level="mid") == ["deployment mid single"]
    assert titles(kind="single") == ["deployment mid single", "testing mid single"]
    assert titles(level="junior") == []


def test_a_version_that_is_offered_no_more_can_still_be_read(bench):
    first = bench.make_item(title="First wording")
    bench.revise_item(first, title="Second wording")
    with reading():
        assert queries.version(first.organisation_id, first.id).title == "First wording"


def test_an_id_of_nothing_is_not_found(bench):
    one = bench.make_item()
    for told in ((one.organisation_id, uuid4()), (LIBRARY, one.id), (uuid4(), one.id)):
        with pytest.raises(NotFound), reading():
            queries.version(*told)


def test_what_is_offered_is_one_query_for_one_and_for_three(bench):
    def read():
        return [(one.title, one.content) for one in queries.published()]

    bench.make_item()
    assert len(bench.statements(read)) == 1
    bench.fill_bank()
    assert len(bench.statements(read)) == 1
    assert len(titles()) == 16


def test_our_own_items_and_versions_are_one_query_each(bench):
    first = bench.make_item()
    second = bench.revise_item(first)
    with reading():
        assert [one.id for one in queries.versions()[first.item_id]] == [first.id, second.id]
        assert [one.id for one in queries.items().values()] == [first.item_id]
    for number in range(1, 4):
        assert len(bench.statements(queries.versions)) == 1
        assert len(bench.statements(queries.items)) == 1
        assert len(queries.items()) == number
        bench.make_item()
