"""Sessions: listed, ended one by one or everywhere; a cookie alone is nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from assay.accounts import queries
from assay.accounts.models import UserSession
from assay.core import clock
from assay.core.db import db, reading, session, transaction
from tests.accounts.letters import verbs
from tests.visitor import PASSWORD, Visitor

ANN = "ann@northwind.example"
SESSIONS = "/o/account/sessions"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"


@pytest.fixture
def ann(app):
    """The owner of Northwind, signed in."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


@pytest.fixture
def phone(app, ann):
    """Ann's other browser."""
    phone = Visitor(app)
    phone.client.environ_base |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "192.0.2.17"}
    phone.sign_in(ANN)
    return phone


def cookie(visitor):
    return visitor.client.get_cookie("assay_session", path="/o").value


def with_cookie(app, value):
    """Whoever holds that cookie."""
    thief = Visitor(app)
    thief.client.set_cookie("assay_session", value, path="/o")
    return thief


def is_in(visitor):
    return visitor.get("/o/").status == 200


def rows(app):
    with app.app_context(), reading():
        return session.execute(select(UserSession.agent, UserSession.network)).all()


def test_a_session_is_kept_without_what_would_name_a_machine(app, phone):
    assert rows(app)[-1] == ("Firefox on Linux", "192.0.2.0/24")


def test_the_page_lists_every_browser_and_marks_this_one(ann, phone):
    lines = [row.get_text(" ", strip=True) for row in ann.get(SESSIONS).soup.select("tbody tr")]
    assert ["This browser" in line for line in lines] == [False, True]
    assert lines[0].startswith("Firefox on Linux 192.0.2.0/24")


def test_a_cookie_from_before_signing_in_is_nobodys_after(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    ann.sign_out()
    ann.get("/o/account/login")
    planted = cookie(ann)
    ann.sign_in(ANN)
    assert cookie(ann) != planted
    assert not is_in(with_cookie(app, planted))
    assert is_in(ann)


def test_signing_in_begins_with_an_empty_cookie(app, ann):
    ann.sign_out()
    before = ann.get("/o/account/login").token()
    with ann.client.session_transaction("/o/") as planted:
        planted["planted"] = "by a stranger"
    ann.sign_in(ANN)
    with ann.client.session_transaction("/o/") as held:
        assert "planted" not in held
        assert held.get("csrf_token") is None
    assert ann.post("/o/account/logout", csrf_token=before).status == 400


def test_signing_out_kills_the_session_and_not_just_the_cookie(app, ann):
    stolen = cookie(ann)
    assert is_in(with_cookie(app, stolen))
    ann.sign_out()
    assert not is_in(with_cookie(app, stolen))
    assert rows(app) == []


def test_one_browser_is_signed_out_from_another(app, ann, phone):
    button = ann.get(SESSIONS).soup.select_one("td form")["action"]
    page = ann.then(ann.fill(SESSIONS, to=button))
    assert "That browser is signed out." in page.words()
    assert (is_in(phone), is_in(ann)) == (False, True)
    assert verbs(app)[-1] == "user.end_session"


def test_another_persons_session_is_not_there(app, ann, phone):
    eve = Visitor(app)
    eve.open_organisation("Bluefjord", "eve@bluefjord.example")
    button = ann.get(SESSIONS).soup.select_one("td form")["action"]
    assert eve.fill(SESSIONS, to=button).status == 404
    assert is_in(phone)


def test_signing_out_everywhere(app, ann, phone):
    assert ann.fill(SESSIONS, to=f"{SESSIONS}/end").location == "/o/account/login"
    assert (is_in(phone), is_in(ann), rows(app)) == (False, False, [])
    assert verbs(app)[-2:] == ["user.end_sessions", "user.sign_out"]


def test_signing_out_everywhere_needs_a_word_first(ann, phone):
    ann.leaves_the_desk()
    assert ann.fill(SESSIONS, to=f"{SESSIONS}/end").location.startswith("/o/account/verify?next=")
    assert is_in(phone)


def test_a_new_password_signs_out_the_others(app, ann, phone):
    new = "another four words"
    before = cookie(ann)
    ann.fill("/o/account/change", password=PASSWORD, new_password=new, new_password_confirm=new)
    assert (is_in(ann), is_in(phone), is_in(with_cookie(app, before))) == (True, False, False)
    assert len(rows(app)) == 1


def test_a_session_ends_after_twelve_hours(ann):
    with clock.frozen(clock.now() + timedelta(hours=11, minutes=59)):
        assert is_in(ann)
    with clock.frozen(clock.now() + timedelta(hours=12, seconds=1)):
        assert not is_in(ann)


def test_what_has_ended_is_cleared_when_somebody_signs_in(app, ann, phone):
    eve = Visitor(app)
    with clock.frozen(clock.now() + timedelta(hours=13)):
        eve.open_organisation("Bluefjord", "eve@bluefjord.example")
    assert len(rows(app)) == 1


def seen(app):
    with app.app_context(), reading():
        return session.scalars(select(UserSession.seen_at)).one()


def test_when_it_was_seen_is_kept_to_ten_minutes(app, ann):
    at = seen(app)
    later = at + timedelta(minutes=11)
    for instant, known in ((at + timedelta(minutes=9), at), (later, later)):
        with clock.frozen(instant):
            ann.get("/o/")
        assert seen(app) == known


def test_a_closed_account_is_out_at_once(app, ann):
    with app.app_context(), transaction():
        queries.user_by_email(ANN).active = False
    assert not is_in(ann)


def test_nobody_is_remembered_for_longer(app, ann):
    ann.sign_out()
    ann.fill("/o/account/login", email=ANN, password=PASSWORD, remember="y")
    assert ann.client.get_cookie("remember_token", path="/o") is None


@pytest.fixture
def statements(app):
    """What the database is asked, of this process's app."""
    asked = []

    def note(_, __, statement, *rest):
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_who_is_there_is_asked_in_one_query(ann, statements):
    ann.get("/o/account/")
    about = [one for one in statements if "FROM users" in one]
    assert len(about) == 1
    assert "user_sessions" in about[0]


@pytest.mark.parametrize("browsers", [1, 3])
def test_a_page_of_an_organisation_asks_so_often(app, ann, statements, browsers):
    for _ in range(browsers):
        Visitor(app).sign_in(ANN)
    ann.get("/o/northwind/welcome")
    statements.clear()
    ann.get("/o/northwind/welcome")
    assert len(statements) == 5
