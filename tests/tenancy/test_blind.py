"""While names are hidden: every page of the staff's door, for every role, tells nobody's name.

Generated from the url map as test_staffs_door.py is: a new route is covered by being there.
"""

import pytest
from sqlalchemy import text

from assay.accounts.models import MEMBER_ROLES
from assay.app import create_app
from assay.assessments import actions as assessments
from assay.audit.queries import entries_about
from assay.core.db import reading, transaction
from assay.decisions import actions as decisions
from assay.invitations.unnamed import code_of
from assay.reports import copies
from assay.tenancy.scope import scope
from tests.populated import Pigeons, carry, populate, printed, stock_the_library
from tests.tenancy.doors import Caller, at_home
from tests.visitor import Visitor
from workers import member_letters
from workers.means import Means

ENDING = {"leaving.leave", "security.logout", "sessions.end_all", "assessments.hide_names",
    "remarks.archive", "reports.unshare",
}  # fmt: skip


@pytest.fixture(scope="module")
def house(settings_in, roles, emptied, tmp_path_factory, database):
    """Nothing is decided, names are hidden, and what candidates wrote holds their names."""
    app = create_app(settings_in(tmp_path_factory.mktemp("blind")))
    stock_the_library(app)
    house = populate(app, "Northwind")
    carry(app, roles.relay, house)
    house.app = app
    said = {"said": "It was me, Done Northwind, candidate-done@northwind.example."}
    with database.begin() as connection:
        connection.execute(text("delete from feedbacks; delete from decisions"))
        connection.execute(text("delete from audit_entries where verb = 'decision.make'"))
        for table, column in (
            ("requests", "text"), ("sitting_comments", "text"), ("candidate_notes", "text"),
        ):  # fmt: skip
            connection.execute(text(f"update {table} set {column} = :said"), said)
    with app.app_context(), scope(house.organisation_id), transaction():
        for assessment_id in house.assessments:
            assessments.hide_names(assessment_id, True, by=house.by)
    return house


@pytest.fixture
def as_(house):
    def as_(role):
        visitor = Visitor(house.app)
        assert visitor.sign_in(house.email(role)).status == 302
        token = visitor.get("/o/open").token()
        cookie = visitor.client.get_cookie("assay_session", path="/o")
        return Caller(house.app, cookie=f"assay_session={cookie.value}", token=token)

    return as_


def people(house):
    """Every candidate's name and address."""
    stages = house.invitations
    return {
        *(f"{stage.title()} Northwind" for stage in stages),
        *(house.email(f"candidate-{stage}") for stage in stages),
    }


def asked(house):
    return [one for one in at_home(house, house.app) if one.endpoint not in ENDING]


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_no_page_and_no_file_tells_a_name(house, as_, role):
    caller, wrong, secrets = as_(role), [], people(house)
    for one in asked(house):
        if one.method == "GET" and (given := caller.ask("GET", one.path).gives_away(secrets, "")):
            wrong.append(f"{one} tells {given}")
    assert "\n".join(wrong) == ""


def test_no_search_and_no_order_tells_a_name(house, as_):
    caller = as_("owner")
    path = f"/o/northwind/assessments/{house.assessments[0]}/candidates"
    everyone = caller.ask("GET", path).said.count(b'name="who"')
    assert everyone >= 4
    for query in ("search=Done", "search=nobody", "sort=name", "search=candidate-done%40"):
        assert caller.ask("GET", f"{path}?{query}").said.count(b'name="who"') == everyone, query
    assert b'id="search"' not in caller.ask("GET", path).said


def test_a_form_that_is_refused_or_exported_tells_no_name(house, as_):
    caller, wrong, secrets = as_("owner"), [], people(house)
    for one in asked(house):
        if one.method == "POST" and (given := caller.ask("POST", one.path).gives_away(secrets, "")):
            wrong.append(f"{one} tells {given}")
    assert "\n".join(wrong) == ""


def test_the_code_is_the_same_in_the_table_on_the_page_and_in_the_document(house, as_):
    owner, done = as_("owner"), house.invitations["done"]
    code = code_of(done).encode()
    table = f"/o/northwind/assessments/{house.assessments[0]}/candidates"
    report = f"/o/northwind/reports/{house.report_id}"
    for path in (
        table,
        f"{table}.csv",
        f"/o/northwind/invitations/{done}",
        report,
        f"{report}.pdf",
    ):
        assert code in owner.ask("GET", path).said, path


def test_who_follows_a_link_is_told_no_more_than_members_are(house):
    visitor = Visitor(house.app)
    answer = visitor.post(f"/shared/{house.shared}")
    assert answer.status == 200
    assert code_of(house.invitations["done"]) in answer.response.text
    assert [one for one in people(house) if one in answer.response.text] == []


def test_letters_to_members_tell_the_code(house):
    parts = house.app.extensions["assay"]
    means = Means(
        settings=parts.settings, mailer=Pigeons(), sealer=parts.sealer, blobs=parts.blobs,
        printed=printed,
    )  # fmt: skip
    with house.app.app_context(), scope(house.organisation_id), reading():
        letter = member_letters.ready_letter(means, house.report_id)
    assert code_of(house.invitations["done"]) in letter.subject
    assert [one for one in people(house) if one in f"{letter.subject}{letter.text}"] == []


def test_a_decision_tells_who_it_is_and_that_is_kept(house, as_):
    """Last in this module: it ends what the others look at."""
    owner, done = as_("owner"), house.invitations["done"]
    with house.app.app_context(), scope(house.organisation_id):
        with transaction():
            decisions.decide(done, verdict="hold", reason="It is enough.", by=house.by)
            decisions.decide(done, verdict="advance", reason="It is enough.", by=house.by)
        with reading():
            verbs = [one.verb for one in entries_about("invitation", done)]
            assert copies.find(house.report_id) is not None
    assert verbs.count("invitation.name") == 1
    page = owner.ask("GET", f"/o/northwind/invitations/{done}").said.decode()
    assert "Done Northwind" in page
    assert "candidate-done@northwind.example" in page
    table = f"/o/northwind/assessments/{house.assessments[0]}/candidates"
    rows = owner.ask("GET", table).said.decode()
    assert "Done Northwind" in rows
    assert "Invited Northwind" not in rows
    pdf = owner.ask("GET", f"/o/northwind/reports/{house.report_id}.pdf").said
    assert b"Done Northwind" in pdf
