"""The operators' pages: who sees them, what they list, open and close; and where it is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from assay.accounts import queries
from assay.audit.models import AuditEntry
from assay.core import clock
from assay.core.db import db
from assay.tenancy import entrances, overview
from assay.tenancy.models import Organisation
from tests.accounts import operating
from tests.accounts.letters import rows
from tests.accounts.operating import OPAL, PAGE, REASON, closes, page_of, reopens
from tests.accounts.people import says_yes
from tests.accounts.second_factors import gets_an_app
from tests.marking.exam import Counted
from tests.visitor import Visitor

ANN, BEA = "ann@northwind.example", "bea@bluefjord.example"
WAYS = ("", "open", "log", str(uuid4()))


@pytest.fixture
def opal(app, database):
    return operating.opal(app, database)


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


def many(database, count, *, first=0):
    """So many organisations, each opened a minute after the one before."""
    at = clock.now() - timedelta(days=300)
    told = [
        {"id": uuid4(), "name": f"Guest {number}", "slug": f"guest-{number}",
         "time_zone": "UTC", "opened_at": at + timedelta(minutes=number)}
        for number in range(first, first + count)
    ]  # fmt: skip
    with database.begin() as connection:
        for one in told:
            connection.execute(insert(Organisation.__table__), one)


def listed(page):
    return [one.get_text() for one in page.soup.select("tbody th a")]


def test_for_everybody_else_there_is_nothing(app, ann):
    gets_an_app(ann)
    assert [ann.get(PAGE + way).status for way in WAYS] == [404] * 4
    assert "For operators" not in ann.get("/o/").words()
    stranger = Visitor(app).get(PAGE)
    assert (stranger.status, stranger.location.partition("?")[0]) == (303, "/o/account/login")


def test_who_is_none_any_more_is_out_at_once(database, opal):
    assert opal.get(PAGE).status == 200
    with database.begin() as connection:
        connection.execute(text("delete from operators"))
    assert opal.get(PAGE).status == 404


def test_an_operator_without_a_second_factor_is_led_to_set_one_up(database, ann):
    operating.makes_an_operator(database, ANN)
    led = ann.get(PAGE)
    assert led.location == "/o/account/?needed_by=operators"
    assert "The pages for operators ask for a second factor." in ann.then(led).words()
    gets_an_app(ann)
    assert ann.get(PAGE).status == 200


def test_the_way_there_is_beside_ones_organisations(opal):
    assert opal.get("/o/").soup.find("a", string="For operators")["href"] == PAGE


def test_the_list_tells_names_states_and_counts(opal, ann):
    closes(opal, "Northwind")
    rows_ = [" ".join(one.get_text(" ").split()) for one in opal.get(PAGE).soup.select("tbody tr")]
    told = [row.replace(f"{clock.now():%-d %b %Y}", "today") for row in rows_]
    assert told == [
        "Northwind /o/northwind/ Closed since today today 1",
        "Host /o/host/ Open today 1",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=WIND", ["Northwind"]), ("q=ost", ["Host"]), ("q=%25", []), ("q=_", []),
        ("state=closed", ["Northwind"]), ("state=open", ["Host"]),
        ("state=x", ["Northwind", "Host"]),
        ("q=host&state=closed", []), ("q=-library", []), ("q=installation", []),
    ],
)  # fmt: skip
def test_one_looks_for_a_part_of_a_name_or_for_a_state(opal, ann, asked, found):
    closes(opal, "Northwind")
    page = opal.get(f"{PAGE}?{asked}")
    assert listed(page) == found
    assert found or "No organisation of that kind" in page.words()


def test_many_are_read_a_page_at_a_time_and_none_is_left_out(database, opal):
    many(database, 120)
    seen, path = [], PAGE + "?q=guest"
    while path:
        page = opal.get(path)
        seen.append(listed(page))
        following = page.soup.select_one("a[rel=next]")
        path = following and following["href"]
    assert [len(part) for part in seen] == [50, 50, 20]
    assert [one for part in seen for one in part] == [
        f"Guest {number}" for number in reversed(range(120))
    ]


def test_it_asks_no_more_of_the_database_for_many(app, database, opal):
    counts = []
    for first, more in ((0, 0), (0, 2), (2, 297)):
        many(database, more, first=first)
        with app.app_context(), Counted() as asked:
            opal.get(PAGE)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_one_is_opened_for_its_owner_who_is_asked(app, opal):
    page = opal.fill(
        PAGE + "open", organisation="Northwind", time_zone="Europe/Lisbon", owner="Ann",
        email=ANN, slug="",
    )  # fmt: skip
    shown = opal.then(page)
    assert f"Northwind is open. {ANN} is asked by letter to be its owner." in shown.words()
    assert "0 members; nobody has said yes to be its owner" in shown.words()
    assert opal.get("/o/northwind/assessments").status == 404
    with app.app_context():
        organisation_id = entrances.by_slug("northwind")
    ours = [(one.verb, one.actor_kind) for one in rows(app, AuditEntry, organisation_id)]
    assert ours == [("organisation.open", "operator"), ("member.invite", "operator")]


def test_whom_an_operator_asks_says_yes_and_is_the_owner(app, opal):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    opal.fill(
        PAGE + "open", organisation="Second", time_zone="UTC", owner="Sigrid", slug="the-second",
        email="Sigrid@Bluefjord.example",
    )  # fmt: skip
    assert "Second invites you, as owner." in sigrid.get("/o/").words()
    says_yes(sigrid)
    assert sigrid.get("/o/the-second/organisation").status == 200
    assert (
        "An operator of Assay opened the organisation" in sigrid.get("/o/the-second/audit").words()
    )


def asks(opal, name, **fields):
    page = page_of(opal, name)
    return opal.fill(page, to=f"{page}/owner", **{"owner": "Bea", "email": BEA} | fields)


def test_while_nobody_is_in_it_another_may_be_asked_to_own_it(app, opal):
    opal.fill(
        PAGE + "open", organisation="Northwind", time_zone="UTC", owner="Ann", email=ANN, slug=""
    )
    bea = Visitor(app)
    bea.open_organisation("Bluefjord", BEA)
    shown = opal.then(asks(opal, "Northwind"))
    assert f"{BEA} is asked by letter to be its owner." in shown.words()
    says_yes(bea)
    assert bea.get("/o/northwind/organisation").status == 200
    assert opal.get(page_of(opal, "Northwind")).soup.find(id="owner-title") is None
    log = opal.get(PAGE + "log").words()
    assert "Opal asked for another owner of northwind" in log
    page = asks(opal, "Northwind", email=OPAL)
    assert (page.status, "Northwind invites you" in opal.get("/o/").words()) == (422, False)


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"owner": ""}, "Give the owner’s name."), ({"email": "b"}, "This is not an e-mail address")],
)
def test_whom_no_letter_could_reach_is_not_asked(opal, fields, told):
    opal.fill(
        PAGE + "open", organisation="Northwind", time_zone="UTC", owner="Ann", email=ANN, slug=""
    )
    page = asks(opal, "Northwind", **fields)
    (error,) = page.soup.select(".errors a")
    assert (page.status, error.get_text().startswith(told)) == (422, True)
    assert page.soup.find(id="owner")["value"] == fields.get("owner", "Bea")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"organisation": ""}, "Name the organisation."),
        ({"owner": " "}, "Give the owner’s name."),
        ({"email": "ann"}, "This is not an e-mail address that a letter could reach."),
        ({"slug": "host"}, "Another organisation has this address."),
        ({"slug": "operators"}, "This address is taken by Assay itself."),
    ],
)
def test_what_can_not_be_is_told_beside_its_field(opal, fields, told):
    given = {"organisation": "X", "time_zone": "UTC", "owner": "Ann", "email": ANN, "slug": ""}
    page = opal.fill(PAGE + "open", **given | fields)
    assert page.status == 422
    assert told in [one.get_text() for one in page.soup.select(".errors a")]


def test_one_is_closed_by_its_name_with_a_reason_and_opened_again(app, opal, ann):
    assert "Northwind is closed." in opal.then(closes(opal, "Northwind")).words()
    shown = opal.get(page_of(opal, "Northwind")).words()
    assert "by an operator" in shown
    assert REASON in shown
    assert ann.get("/o/northwind/assessments").status == 403
    assert "Northwind is open again." in opal.then(reopens(opal, "Northwind")).words()
    assert ann.get("/o/northwind/assessments").status == 200


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "northwind"}, "Type “Northwind” to close it."),
        ({"name": ""}, "Type the organisation’s name."),
        ({"reason": " "}, "Give the reason: members are told it."),
        ({"reason": "x" * 501}, "Field cannot be longer than 500 characters."),
    ],
)
def test_a_word_too_few_closes_nothing(opal, ann, fields, told):
    page = closes(opal, "Northwind", **fields)
    assert (page.status, told in page.words()) == (422, True)
    assert ann.get("/o/northwind/assessments").status == 200


def test_closing_and_opening_again_need_a_word_first(opal, ann):
    page = page_of(opal, "Northwind")
    opal.leaves_the_desk()
    for way in ("close", "reopen"):
        led = opal.fill(page, to=f"{page}/{way}", name="Northwind", reason=REASON)
        assert led.location.startswith("/o/account/verify")
    assert ann.get("/o/northwind/assessments").status == 200


def test_the_owner_reads_in_their_audit_that_an_operator_did_it_and_not_who(app, opal, ann):
    closes(opal, "Northwind")
    reopens(opal, "Northwind")
    page = ann.get("/o/northwind/audit?who=operator")
    told = [" ".join(one.get_text().split()) for one in page.soup.select("tbody th")]
    assert told == [
        "An operator of Assay opened the organisation again",
        "An operator of Assay closed the organisation",
    ]
    assert OPAL not in page.words()


def test_the_log_tells_who_did_what_to_which(opal, ann):
    closes(opal, "Northwind")
    closes(opal, "Northwind")
    reopens(opal, "Northwind")
    page = opal.get(PAGE + "log")
    told = [" ".join(one.get_text().split()) for one in page.soup.select("tbody th")]
    assert told == ["Opal opened again northwind", "Opal closed northwind"]


def test_the_log_is_read_a_page_at_a_time(opal, ann, monkeypatch):
    monkeypatch.setattr("assay.web.operators.PAGE", 1)
    for verb in (closes, reopens):
        verb(opal, "Northwind")
    first = opal.get(PAGE + "log")
    second = opal.get(first.soup.select_one("a[rel=next]")["href"])
    told = [one.soup.select_one("tbody th").get_text(" ", strip=True) for one in (first, second)]
    assert [words.split()[1] for words in told] == ["opened", "closed"]
    assert second.soup.select_one("a[rel=next]") is None


def test_an_organisation_that_is_not_there_is_not_found(opal):
    assert opal.get(PAGE + str(uuid4())).status == 404
    assert opal.get(PAGE + "00000000-0000-4000-8000-000000000001").status == 404


def test_the_database_lists_nothing_for_who_is_no_operator(app, opal, ann):
    with app.app_context():
        ids = [queries.user_by_email(email).id for email in (ANN, OPAL)]
        found = [overview.organisations(operator_id=one, limit=9) for one in (*ids, uuid4())]
    assert [[one.slug for one in each] for each in found] == [[], ["northwind", "host"], []]


def test_the_web_itself_can_make_no_operator(app, ann):
    with app.app_context(), db.engine.connect() as connection:
        for statement in (
            "insert into operators select id, now() from users",
            "update operators set named_at = now()",
            "delete from operators",
        ):
            with pytest.raises(Exception, match="permission denied"), connection.begin():
                connection.execute(text(statement))
