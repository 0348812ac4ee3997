"""The live board: who sits now, and a message to them; what it costs; who may."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select, update

from assay.accounts.rules import ROLES, may
from assay.assessments import actions as assessments
from assay.assessments import queries as assessed
from assay.core import clock
from assay.core.db import db, session, transaction
from assay.invitations import actions as invitations
from assay.sittings import actions as sittings
from assay.sittings.models import Beat, Message
from assay.tenancy.queries import policy
from assay.tenancy.scope import scope
from assay.web.live import _rough
from tests.populated import populate
from tests.visitor import Visitor


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def inside(app, house):
    @contextmanager
    def inside():
        with app.app_context(), scope(house.organisation_id), transaction():
            yield

    return inside


def signed_in(app, house, role):
    visitor = Visitor(app)
    visitor.sign_in(house.email(role))
    return visitor


@pytest.fixture
def recruiter(app, house):
    return signed_in(app, house, "recruiter")


def board_of(house, rest=""):
    return f"/o/{house.slug}/assessments/{house.assessments[0]}/live{rest}"


def lines(page):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select("tbody tr")
    ]


def test_it_shows_who_sits_how_far_and_how_long_still(recruiter, house, inside):
    with inside():
        session.execute(update(Beat).values(seen_at=clock.now()))
    ((who, answered, heard, left, acts),) = lines(recruiter.get(board_of(house)))
    assert (who, answered, heard) == ("Sitting Northwind", "3 of 4", "Now")
    assert left.startswith("57 min until ")  # 45, a quarter more, and a minute
    assert acts == "More time for Sitting Northwind Message to Sitting Northwind"


@pytest.mark.parametrize(
    ("ago", "words"), [(29, "Now"), (31, "under a minute ago"), (300, "5 min ago")]
)
def test_who_is_away_is_told_since_when(recruiter, house, inside, ago, words):
    with inside():
        session.execute(update(Beat).values(seen_at=clock.now() - timedelta(seconds=ago)))
    assert lines(recruiter.get(board_of(house)))[0][2] == words


def test_a_page_that_was_never_heard_of_is_not_called_away(recruiter, house, inside):
    with inside():
        sit(house, 1)
    assert "Not yet" in [line[2] for line in lines(recruiter.get(board_of(house)))]


def test_the_rows_alone_are_what_the_page_holds(recruiter, house):
    with clock.frozen(clock.now()):
        whole, rows = recruiter.get(board_of(house)), recruiter.get(board_of(house, "/rows"))
    parts = rows.soup.select("[data-part]")
    assert [part["id"] for part in parts] == ["board-rows", "board-sent"]
    assert [whole.soup.find(id=part["id"]) for part in parts] == parts
    assert rows.soup.find("form") is None


def test_where_nobody_sits_it_says_so(recruiter, house, inside):
    with inside():
        sittings.submit(house.sittings["sitting"], at=clock.now())
    page = recruiter.get(board_of(house))
    assert "Nobody is sitting now" in page.words()
    assert page.soup.select_one("#message") is None


def sit(house, number):
    """So many more who sit."""
    version = assessed.latest_version(house.assessments[0])
    for _ in range(number):
        name = uuid4().hex
        one = invitations.invite(
            version.id, name=f"Sitting {name}", email=f"{name}@x.example", by=house.by
        )
        paper = assessments.draw_paper(version.id, seed=1)
        invitations.attach_paper(one.id, paper.id)
        agreed = sittings.Agreed(policy=policy().number)
        sittings.start(one.id, agreed=agreed, at=clock.now())


def test_its_queries_are_as_many_at_one_row_as_at_three_and_more(recruiter, house, inside, app):
    counted = []
    for more in (0, 2, 20):
        with inside():
            sit(house, more)
        said = []
        with app.app_context():
            engine = db.engine

        def hear(*told, said=said):
            said.append(told[2])

        event.listen(engine, "before_cursor_execute", hear)
        page = recruiter.get(board_of(house, "/rows"))
        event.remove(engine, "before_cursor_execute", hear)
        counted.append((len(lines(page)), len(said)))
    assert [rows for rows, _ in counted] == [1, 3, 23]
    assert len({queries for _, queries in counted}) == 1, counted


def send(visitor, house, **fields):
    token = visitor.get(board_of(house)).token()
    return visitor.post(board_of(house, "/message"), csrf_token=token, **fields)


@pytest.mark.parametrize("to", ["all", "one"])
def test_a_message_is_sent_and_listed(recruiter, house, to):
    whom = "all" if to == "all" else str(house.sittings["sitting"])
    answer = send(recruiter, house, to=whom, text=" Go on <b>now</b> ")
    assert answer.status == 303
    sent = recruiter.then(answer).soup.select_one("#board-sent li")
    assert sent.select_one(".said-text").get_text() == "Go on <b>now</b>"
    told = "To everyone who was sitting (1)" if to == "all" else "To Sitting Northwind"
    words = " ".join(sent.get_text(" ").split())
    assert told in words
    assert "Recruiter Northwind" in words


def messages(inside):
    with inside():
        return session.scalar(select(func.count()).select_from(Message))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"to": "all", "text": " "}, "Write the message."),
        ({"to": "all", "text": "x" * 501}, "Write at most 500 characters."),
        ({"to": "nobody", "text": "Hello"}, "Choose who it is for."),
        ({"to": str(uuid4()), "text": "Hello"}, "This sitting has ended."),
    ],
)
def test_what_can_not_be_sent_is_said_at_its_field_and_nothing_is_lost(
    recruiter, house, inside, told, words
):
    answer = send(recruiter, house, **told)
    assert answer.status == 422
    (error,) = answer.soup.select(".field-error")
    assert words in error.get_text()
    assert answer.soup.find("textarea").get_text().strip() == told["text"].strip()
    assert messages(inside) == 1


def test_what_comes_after_the_last_has_handed_in_is_said_at_the_field(recruiter, house, inside):
    token = recruiter.get(board_of(house)).token()
    with inside():
        sittings.submit(house.sittings["sitting"], at=clock.now())
    answer = recruiter.post(board_of(house, "/message"), csrf_token=token, to="all", text="Hello")
    assert answer.status == 422
    assert "Nobody is sitting now." in answer.soup.select_one(".field-error").get_text()


@pytest.mark.parametrize("role", ROLES)
def test_who_may_look_and_who_may_speak(app, house, inside, role):
    visitor = signed_in(app, house, role)
    page = visitor.get(board_of(house))
    assert page.status == (200 if may(role, "candidates.read") else 403)
    speaks = may(role, "candidates.invite")
    assert (page.soup.select_one("#message") is not None) is speaks
    token = visitor.get("/o/account/").token()
    answer = visitor.post(board_of(house, "/message"), csrf_token=token, to="all", text="Hello")
    assert answer.status == (303 if speaks else 403)
    assert messages(inside) == 1 + int(speaks)


def test_a_hiring_manager_sees_no_board_that_is_not_shared_with_them(app, house):
    visitor = signed_in(app, house, "hiring_manager")
    draft = f"/o/{house.slug}/assessments/{house.assessments[1]}/live"
    assert [visitor.get(draft + rest).status for rest in ("", "/rows")] == [404, 404]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(59, "under a minute"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (4800, "1 h 20 min")],
)
def test_a_span_is_told_roughly(seconds, words):
    assert _rough(timedelta(seconds=seconds)) == words
