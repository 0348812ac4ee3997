"""`flask operator …` and `flask organisation …`: who opens and closes, from the machine."""

import socket
from dataclasses import replace

import pytest
from sqlalchemy import select

from assay.accounts import queries
from assay.accounts.models import Member
from assay.accounts.operator_commands import OWNERS_URL
from assay.audit.models import AuditEntry
from assay.core.db import session
from assay.events.models import OutboxRow
from assay.tenancy import entrances
from assay.tenancy.scope import INSTALLATION, scope
from tests.accounts.letters import path_in, rows, verbs
from tests.accounts.people import letter_to, says_yes
from tests.visitor import PASSWORD, Visitor

ANN, OPAL = "ann@northwind.example", "opal@host.example"
PAST_DUE = "It was not paid for since August."


@pytest.fixture
def told(app, roles, monkeypatch):
    """told("operator", "add", …): (exit code, what it said), by who holds the machine."""
    monkeypatch.setenv(OWNERS_URL, roles.owner)

    def told(*words):
        result = app.test_cli_runner().invoke(args=list(words))
        return result.exit_code, result.output

    return told


@pytest.fixture
def opal(app):
    opal = Visitor(app)
    opal.open_organisation("Host", OPAL)
    return opal


@pytest.fixture
def mail_server(app, monkeypatch):
    """Something listens where letters go."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        parts = app.extensions["assay"]
        url = f"smtp://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setitem(
            app.extensions, "assay", replace(parts, settings=replace(parts.settings, smtp_url=url))
        )
        yield


@pytest.fixture
def no_mail_server(app, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    parts = app.extensions["assay"]
    away = replace(parts.settings, smtp_url=f"smtp://127.0.0.1:{port}")
    monkeypatch.setitem(app.extensions, "assay", replace(parts, settings=away))


def by_slug(app, slug):
    with app.app_context():
        return entrances.by_slug(slug)


def test_an_operator_is_made_listed_and_unmade_once_each(app, told, opal):
    for _ in range(2):
        code, said = told("operator", "add", OPAL.upper())
        assert (code, said) == (0, f"{OPAL} is an operator: http://localhost/o/operators/\n")
    assert told("operator", "list")[1].startswith(f"{OPAL}\tOpal\tsince 20")
    for _ in range(2):
        assert told("operator", "remove", OPAL) == (0, f"{OPAL} is no operator.\n")
    assert told("operator", "list") == (0, "")
    assert [one for one in verbs(app) if "operator" in one] == [
        "user.make_operator", "user.unmake_operator",
    ]  # fmt: skip


def test_nobody_becomes_one_by_an_address_that_is_not_confirmed_or_not_there(app, told):
    Visitor(app).open_organisation("Host", OPAL, confirmed=False)
    assert told("operator", "add", OPAL) == (
        1, f"Error: {OPAL} is not confirmed yet: it may be a stranger's.\n",
    )  # fmt: skip
    assert told("operator", "add", ANN) == (1, f"Error: Nobody has the address {ANN}.\n")
    assert told("operator", "remove", ANN) == (1, f"Error: Nobody has the address {ANN}.\n")


def test_only_the_databases_owner_makes_operators(app, told, opal, monkeypatch):
    monkeypatch.delenv(OWNERS_URL)
    code, said = told("operator", "add", OPAL)
    assert (code, OWNERS_URL in said) == (1, True)
    monkeypatch.setenv(OWNERS_URL, app.extensions["assay"].settings.database_url)
    assert told("operator", "add", OPAL)[0] == 1
    assert told("operator", "list") == (0, "")
    assert "user.make_operator" not in verbs(app)


def test_an_organisation_is_opened_for_its_owner_who_is_asked_by_letter(app, told, mail_server):
    code, said = told("organisation", "open", "Müller & Söhne", "--owner", ANN)
    assert (code, said) == (
        0,
        "Müller & Söhne is open: http://localhost/o/muller-sohne/\n"
        f"{ANN} is asked by letter to be its owner.\n",
    )
    recipient, subject, text = letter_to(app, "muller-sohne", ANN)
    assert (recipient, subject) == (ANN, "Müller & Söhne invites you to Assay")
    ann = Visitor(app)
    ann.fill(path_in(text, "/o/account/reset/"), password=PASSWORD, password_confirm=PASSWORD)
    ann.sign_in(ANN)
    assert "Müller & Söhne invites you, as owner." in ann.get("/o/").words()
    says_yes(ann)
    assert ann.get("/o/muller-sohne/organisation").status == 200


def test_who_opens_writes_it_into_both_streams_and_has_the_letter_sent(app, told, mail_server):
    told("organisation", "open", "Northwind", "--owner", ANN, "--slug", "wind")
    organisation_id = by_slug(app, "wind")
    ours = [(one.verb, one.actor_kind) for one in rows(app, AuditEntry, organisation_id)]
    assert ours == [("organisation.open", "system"), ("member.invite", "system")]
    (theirs,) = rows(app, AuditEntry)
    assert (theirs.verb, theirs.subject_id, theirs.details) == (
        "organisation.open", organisation_id, {"slug": "wind"},
    )  # fmt: skip
    with app.app_context(), scope(organisation_id):
        assert sorted(session.scalars(select(OutboxRow.name))) == [
            "MemberInvited", "OrganisationOpened",
        ]  # fmt: skip


def test_where_no_mail_goes_out_the_link_is_said(app, told, no_mail_server):
    _, said = told("organisation", "open", "Northwind", "--owner", ANN)
    link = said.splitlines()[-1]
    assert link.startswith("http://localhost/o/account/reset/")
    ann = Visitor(app)
    path = link.removeprefix("http://localhost")
    ann.fill(path, password=PASSWORD, password_confirm=PASSWORD)
    ann.sign_in(ANN)
    assert "Northwind invites you, as owner." in ann.get("/o/").words()


def test_who_has_an_account_already_is_asked_with_the_one_they_have(told, opal, no_mail_server):
    _, said = told("organisation", "open", "Northwind", "--owner", OPAL)
    assert said.splitlines()[-1] == "http://localhost/o/"
    assert "Northwind invites you, as owner." in opal.get("/o/").words()


def says_no(visitor):
    page = visitor.get("/o/")
    member = page.soup.find("input", {"name": "member"})["value"]
    return visitor.post("/o/account/decline", csrf_token=page.token(), member=member)


def test_where_the_owner_says_no_another_is_asked(app, told, opal, mail_server):
    sigrid, asks = Visitor(app), ("organisation", "ask", "northwind", "--owner")
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    told("organisation", "open", "Northwind", "--owner", "sigrid@bluefjord.example")
    says_no(sigrid)
    assert told(*asks, OPAL) == (0, f"{OPAL} is asked by letter to be its owner.\n")
    assert letter_to(app, "northwind", OPAL)[:2] == (OPAL, "Northwind invites you to Assay")
    assert told(*asks, "sigrid@bluefjord.example")[0] == 0
    assert "Northwind invites you" not in opal.get("/o/").words()
    assert told(*asks, "Sigrid@Bluefjord.example")[0] == 0  # again
    says_yes(sigrid)
    assert sigrid.get("/o/northwind/organisation").status == 200
    assert told(*asks, OPAL) == (
        1, "Error: Somebody is in it already: its owners ask others in themselves.\n",
    )  # fmt: skip
    organisation_id = by_slug(app, "northwind")
    ours = [one.verb for one in rows(app, AuditEntry, organisation_id)]
    asked = ["member.remove", "organisation.ask_for_owner", "member.invite"]
    assert ours == [
        "organisation.open", "member.invite", "member.decline", *asked[1:], *asked, *asked,
        "member.join",
    ]  # fmt: skip
    assert verbs(app).count("organisation.ask_for_owner") == 3


def test_the_link_of_who_is_asked_anew_is_said_where_no_mail_goes_out(told, opal, no_mail_server):
    told("organisation", "open", "Northwind", "--owner", ANN)
    _, said = told("organisation", "ask", "northwind", "--owner", OPAL)
    assert said == f"No mail server answers: hand {OPAL} this link yourself.\nhttp://localhost/o/\n"
    assert "Northwind invites you, as owner." in opal.get("/o/").words()


@pytest.mark.parametrize(
    ("slug", "why"),
    [
        ("host", "Another organisation has this address."),
        ("operators", "This address is taken by Assay itself."),
        ("Not one", "Use small letters, digits and single hyphens, at least two."),
    ],
)
def test_an_address_that_can_not_be_is_refused_with_the_reason(app, told, opal, slug, why):
    assert told("organisation", "open", "X", "--owner", ANN, "--slug", slug) == (
        1, f"Error: {why}\n",
    )  # fmt: skip
    with app.app_context():
        assert queries.user_by_email(ANN) is None


def test_a_name_that_another_has_gets_a_number_be_the_other_closed(told, opal, mail_server):
    told("organisation", "close", "host", "--reason", PAST_DUE)
    _, said = told("organisation", "open", "Host", "--owner", ANN)
    assert said.startswith("Host is open: http://localhost/o/host-2/\n")


def test_an_organisation_is_closed_and_opened_again_once_each(app, told, opal):
    organisation_id = by_slug(app, "host")
    for _ in range(2):
        assert told("organisation", "close", "host", "--reason", PAST_DUE) == (
            0, "Host is closed.\n",
        )  # fmt: skip
    for _ in range(2):
        assert told("organisation", "reopen", "host") == (0, "Host is open.\n")
    asked = [one.verb for one in rows(app, AuditEntry, organisation_id)][-2:]
    assert asked == ["organisation.close", "organisation.reopen"]
    told_of = [one for one in rows(app, AuditEntry) if one.subject_id == organisation_id]
    assert [one.verb for one in told_of] == asked
    assert opal.get("/o/host/assessments").status == 200


def test_closing_asks_for_a_reason_and_for_one_that_is_there(told, opal):
    assert told("organisation", "close", "host")[0] == 2
    assert told("organisation", "close", "host", "--reason", " ")[0] == 1
    assert told("organisation", "close", "nowhere", "--reason", PAST_DUE) == (
        1, "Error: No organisation has the address nowhere.\n",
    )  # fmt: skip


def test_the_list_says_what_is_there_and_nothing_of_what_is_in_it(app, told, opal, mail_server):
    told("organisation", "open", "Northwind", "--owner", ANN)
    told("organisation", "close", "host", "--reason", PAST_DUE)
    _, said = told("organisation", "list")
    lines = [line.split("\t") for line in said.splitlines()]
    assert [(one[0], one[1], one[2].split()[0], one[4]) for one in lines] == [
        ("northwind", "Northwind", "open", "0 members"),
        ("host", "Host", "closed", "1 member"),
    ]


def test_the_list_goes_on_to_its_end(app, told, opal, monkeypatch):
    monkeypatch.setattr("assay.accounts.operator_commands.AT_ONCE", 1)
    for name in ("Northwind", "Bluefjord"):
        Visitor(app).open_organisation(name, f"ann@{name.lower()}.example")
    listed = [line.split("\t")[0] for line in told("organisation", "list")[1].splitlines()]
    assert listed == ["bluefjord", "northwind", "host"]


def test_the_reserved_ones_are_nobodys_to_close(told):
    assert told("organisation", "list") == (0, "")
    for named in ("-installation", "-library", str(INSTALLATION)):
        assert told("organisation", "close", "--reason", PAST_DUE, "--", named)[0] == 1


def test_whoever_was_asked_is_no_member_before_they_say_yes(app, told, mail_server):
    told("organisation", "open", "Northwind", "--owner", ANN)
    with app.app_context(), scope(entrances.by_slug("northwind")):
        (asked,) = session.scalars(select(Member))
        assert (asked.role, asked.joined_at) == ("owner", None)
        assert queries.owners() == []
