"""One's own questions in the library: beside what ships, harmless whatever they say, one's own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from assay.accounts import actions as accounts
from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import db, session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.bank.pages import HERE, add, ship, titles
from tests.visitor import PASSWORD, Visitor


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


def test_an_empty_library_says_so(ann):
    page = ann.get(HERE)
    assert (page.status, titles(page)) == (200, [])
    assert "No question fits" in page.words()


def test_what_is_ones_own_stands_beside_what_ships(app, ann, tmp_path):
    ship(app, tmp_path)
    add(app)
    page = ann.get(f"{HERE}?responsibility=testing&kind=single")
    assert titles(page) == ["Our own", "Text without tags"]
    assert "2 questions" in page.words()


def test_a_former_version_can_be_read_and_says_what_it_is(app, ann):
    now = clock.now()
    retired = add(app, published_at=now - timedelta(days=2), retired_at=now)
    draft = add(app, published_at=None)
    assert titles(ann.get(HERE)) == []
    assert "State Retired Proof None" in ann.get(retired).words()
    assert "State Not published Proof None" in ann.get(draft).words()


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>[a](javascript:alert(1))"


def test_a_hostile_question_is_only_text(app, ann):
    options = [{"id": name, "text": f"{name} {HOSTILE}"} for name in "abc"]
    files = [{"name": "<script>.py", "text": f"```\n{HOSTILE}"}, {"name": "b", "text": HOSTILE}]
    address = add(
        app,
        title=HOSTILE,
        content={"stem": f"{HOSTILE}\n\n# {HOSTILE}", "options": options, "files": files},
        key={"right": ["b"], "why": dict.fromkeys("abc", HOSTILE)},
    )
    for page in (ann.get(HERE), ann.get(address)):
        assert page.status == 200
        assert page.soup.select("main script, main img, main [style], main [onerror]") == []
        assert not [a for a in page.soup.select("main a[href]") if "script:" in a["href"]]
        assert page.words().count("alert(1)") >= 3


def test_anothers_question_is_not_there(app, ann):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    address = add(app, "bluefjord", title="Of Bluefjord")
    assert sigrid.get(address).status == 200
    foreign = ann.get(address.replace("bluefjord", "northwind"))
    absent = ann.get(f"{HERE}/{uuid4()}/{uuid4()}")
    assert (foreign.status, absent.status) == (404, 404)
    assert foreign.unnumbered() == absent.unnumbered()
    assert "Of Bluefjord" not in ann.get(HERE).words()


@pytest.mark.parametrize(("role", "status"), [("author", 200), ("hiring_manager", 403)])
def test_the_library_is_for_those_who_choose_and_write_questions(app, ann, role, status):
    address = add(app)
    email = f"{role}@northwind.example"
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        accounts.register(email=email, name="Bea", password=PASSWORD)
        session.flush()
        accounts.add_member(email=email, name="Bea", role=role, by=SYSTEM)
    bea = Visitor(app)
    bea.sign_in(email)
    assert [bea.get(path).status for path in (HERE, address)] == [status, status]


LIST_QUERIES = PAGE_QUERIES = 6
"""Who asks, which organisation, what may they; then one for the questions."""


def statements(app, work):
    said = []

    def hear(*told):
        said.append(told[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return len(said)


def test_pages_cost_as_many_queries_with_three_questions_as_with_one(app, ann):
    for number in (1, 3):
        addresses = [add(app) for _ in range(number - len(titles(ann.get(HERE))))]
        assert len(titles(ann.get(HERE))) == number
        assert statements(app, lambda: ann.get(HERE)) == LIST_QUERIES
        assert statements(app, lambda: ann.get(addresses[0])) == PAGE_QUERIES  # noqa: B023
