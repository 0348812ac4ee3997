"""One's own questions in the library: beside what ships, harmless whatever they say, one's own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from assay.accounts import actions as accounts
from assay.accounts.rules import may
from assay.audit.actions import SYSTEM
from assay.bank import actions
from assay.core import clock
from assay.core.db import db, session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import LIBRARY, scope
from tests.bank.items import GOOD, WHY, make, vouch
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
    assert "The library is empty" in page.words()
    assert page.soup.select("main form") == []


def test_what_is_ones_own_stands_beside_what_ships(app, ann, tmp_path):
    ship(app, tmp_path)
    add(app)
    page = ann.get(f"{HERE}?responsibility=testing&kind=single")
    assert titles(page) == ["Our own", "Text without tags"]
    assert "2 of 8 questions" in page.words()


def test_a_former_version_can_be_read_and_says_what_it_is(app, ann):
    now = clock.now()
    retired = add(app, published_at=now - timedelta(days=2), retired_at=now)
    draft = add(app, published_at=None)
    assert titles(ann.get(HERE)) == []
    assert "Proof Not proved Difficulty" in ann.get(retired).words()
    assert "State Retired, version 1" in ann.get(retired).words()
    assert "State Not published, version 1" in ann.get(draft).words()


@pytest.mark.parametrize("kind", GOOD)
def test_a_question_of_every_kind_is_shown_with_its_key_apart(app, ann, tmp_path, kind):
    make(tmp_path, kind, name=kind, title="Of this kind")
    vouch(tmp_path)
    with app.app_context(), scope(LIBRARY), transaction():
        actions.import_library(tmp_path, at=clock.now())
    (row,) = ann.get(HERE).soup.select("tbody tr")
    assert all(cell.get_text(strip=True) for cell in row.select("th, td"))
    page = ann.get(row.a["href"])
    assert page.status == 200
    card, key = page.soup.select_one(".card"), page.soup.select_one("#key-title").parent
    shown = " ".join(card.get_text(" ").split())
    assert GOOD[kind][1].split("`")[0].strip() in shown
    assert card.select("input, textarea, ol, ul")
    assert WHY in key.get_text()
    assert WHY not in shown


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
        assert page.words().count("alert(1)") >= (3 if page.soup.select(".card") else 1)


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


SECRET = "The reason that only those may read who write questions or choose them."


@pytest.mark.parametrize(
    ("role", "status", "reads_key"),
    [
        ("author", 200, True),
        ("recruiter", 200, True),
        ("admin", 200, True),
        ("marker", 200, False),
        ("hiring_manager", 403, False),
    ],
)
def test_the_key_is_for_those_who_choose_and_write_questions(app, ann, role, status, reads_key):
    address = add(app, key={"right": ["b"], "why": dict.fromkeys("abc", SECRET)})
    email = f"{role}@northwind.example"
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        accounts.register(email=email, name="Bea", password=PASSWORD)
        session.flush()
        accounts.add_member(email=email, name="Bea", role=role, by=SYSTEM)
    bea = Visitor(app)
    bea.sign_in(email)
    page = bea.get(address)
    assert (bea.get(HERE).status, page.status) == (status, status)
    assert may(role, "keys.read") is reads_key
    assert (SECRET in page.words(), bool(page.soup.select("#key-title"))) == (reads_key, reads_key)
    assert (page.soup.select_one(".options") is not None) == (status == 200)


LIST_QUERIES, PAGE_QUERIES = 6, 7
"""Who asks, which organisation, what may they; one for the questions; of one, if it is ours."""


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
