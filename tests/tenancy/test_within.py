"""Inside one organisation: every route of the staff's door × what is not shared × every role.

Generated from the url map as test_staffs_door.py is: a new route is covered by being there.
"""

from itertools import product

import pytest
from sqlalchemy import text

from assay.accounts import actions as accounts
from assay.accounts.models import MEMBER_ROLES
from assay.accounts.rules import HEADS
from assay.app import create_app
from assay.assessments import actions as assessments
from assay.audit.queries import entries_about
from assay.core.db import reading, transaction
from assay.tenancy.scope import scope
from tests.populated import carry, populate, stock_the_library
from tests.tenancy.doors import Caller, at_home
from tests.tenancy.test_staffs_door import fields
from tests.visitor import Visitor

NAMES_IT = {"assessment_id", "invitation_id", "request_id", "report_id"}
"""Arguments of an address by which something of an assessment is asked for."""
WALLED = tuple(role for role in MEMBER_ROLES if role not in HEADS)


@pytest.fixture(scope="module")
def house(settings_in, roles, emptied, tmp_path_factory, database):
    """An organisation in which nothing is shared any more, and all of it is the owner's."""
    app = create_app(settings_in(tmp_path_factory.mktemp("within")))
    stock_the_library(app)
    house = populate(app, "Northwind")
    carry(app, roles.relay, house)
    with database.begin() as connection:
        connection.execute(text("delete from shares"))
        connection.execute(
            text("update assessments set created_by = :owner"), {"owner": house.members["owner"]}
        )
    house.app = app
    return house


@pytest.fixture
def walls(house):
    """walls(up): whether members see only what is shared."""

    def walls(up):
        with house.app.app_context(), scope(house.organisation_id), transaction():
            accounts.let_members_see_all(not up, by=house.by)

    yield walls
    walls(up=False)


@pytest.fixture
def as_(house):
    def as_(role):
        visitor = Visitor(house.app)
        assert visitor.sign_in(house.email(role)).status == 302
        token = visitor.get("/o/open").token()
        cookie = visitor.client.get_cookie("assay_session", path="/o")
        return Caller(house.app, cookie=f"assay_session={cookie.value}", token=token)

    return as_


def asked(house, *, naming):
    """The addresses whose path names something of an assessment, or those in which nothing does."""
    inside = at_home(house, house.app)
    return [one for one in inside if any(f":{name}>" in one.rule for name in NAMES_IT) is naming]


def hidden(house):
    """All that tells of an assessment or of who sits it."""
    names = (*house.assessments, *house.invitations.values(), house.report_id, house.request_id)
    people = (f"candidate-{stage}" for stage in house.invitations)
    return {
        "Northwind Developer", "Northwind Draft", "A quiet room at Northwind.",
        *(f"{stage.title()} Northwind" for stage in house.invitations),
        *map(house.email, people), *map(str, names),
    }  # fmt: skip


def test_the_addresses_that_name_something_are_many(house):
    assert {"candidates.index", "live.rows", "reports.pdf", "exports.csv", "requests.answer"} <= {
        one.endpoint for one in asked(house, naming=True)
    }


@pytest.mark.parametrize("role", WALLED)
def test_what_is_not_shared_opens_for_nobody(house, walls, as_, role):
    walls(up=True)
    caller, wrong, secrets = as_(role), [], hidden(house)
    for one in asked(house, naming=True):
        answer = caller.ask(one.method, one.path, fields(house))
        if answer.status not in (403, 404) or answer.gives_away(secrets, one.path):
            wrong.append(f"{one} answers {answer.status}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("role", WALLED)
def test_no_other_page_tells_of_it(house, walls, as_, role):
    walls(up=True)
    caller, wrong, secrets = as_(role), [], hidden(house)
    for one in asked(house, naming=False):
        if one.method == "GET" and (
            given := caller.ask("GET", one.path).gives_away(secrets, one.path)
        ):
            wrong.append(f"{one} tells {given}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize(("role", "up"), list(product(sorted(HEADS), (False, True))))
def test_owners_and_admins_see_all_of_it(house, walls, as_, role, up):
    walls(up)
    caller = as_(role)
    pages = [one for one in asked(house, naming=True) if one.method == "GET"]
    assert {one.rule for one in pages} - opened(caller, pages) == set()


def test_without_walls_recruiters_see_what_owners_see(house, walls, as_):
    walls(up=False)
    pages = [one for one in asked(house, naming=True) if one.method == "GET"]
    assert opened(as_("recruiter"), pages) == opened(as_("owner"), pages)


@pytest.mark.parametrize("role", WALLED)
def test_what_is_shared_is_seen_as_far_as_the_role_goes(house, walls, as_, role):
    """Behind walls one sees of a shared assessment what one sees of any without them."""
    pages = [one for one in asked(house, naming=True) if one.method == "GET"]
    with house.app.app_context(), scope(house.organisation_id):
        for assessment in house.assessments:
            with transaction():
                assessments.share(assessment, house.members[role], by=house.by)
    walls(up=False)
    caller = as_(role)
    before = opened(caller, pages)
    walls(up=True)
    assert opened(caller, pages) == before != set()
    with house.app.app_context(), scope(house.organisation_id):
        for assessment in house.assessments:
            with transaction():
                assessments.unshare(assessment, house.members[role], by=house.by)


def opened(caller, pages):
    """The rules of which some page opens."""
    return {one.rule for one in pages if caller.ask("GET", one.path).status < 400}


def test_the_change_is_kept_in_the_audit_and_twice_is_once(house, walls):
    walls(up=True)
    walls(up=True)
    with house.app.app_context(), scope(house.organisation_id), reading():
        told = [
            (one.actor_kind, one.actor_id, one.details["is"])
            for one in entries_about("organisation", house.organisation_id)
            if one.verb == "organisation.let_members_see_all"
        ]
    assert told[-1] == ("member", house.members["recruiter"], False)
    assert [one[2] for one in told].count(False) == [one[2] for one in told].count(True) + 1
