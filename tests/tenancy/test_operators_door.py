"""An operator who is no member is a stranger in every organisation: generated from the url map.

And every route of the operators' own is nothing to anybody else, whatever they are elsewhere.
"""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from assay.accounts.models import MEMBER_ROLES
from tests.accounts import operating
from tests.tenancy.doors import Caller, addresses, secrets
from tests.tenancy.standing import standing
from tests.tenancy.test_staffs_door import OPEN, fields
from tests.visitor import PASSWORD, Visitor

OPERATORS = "/o/operators/"


def caller(app, visitor):
    token = visitor.get("/o/open").token()
    cookie = visitor.client.get_cookie("assay_session", path="/o")
    return Caller(app, cookie=f"assay_session={cookie.value}", token=token)


@pytest.fixture(scope="module")
def opal(pair, database):
    """Member of an organisation of her own, in which nothing is, and operator."""
    return caller(pair.app, operating.opal(pair.app, database))


def operators_own(pair):
    found = addresses(pair.app, pair.ours, pair.theirs)
    return [one for one in found if one.rule.startswith(OPERATORS)]


def test_no_route_of_an_organisation_is_there_for_an_operator(pair, database, opal):
    hidden = secrets(database, pair.ours, pair.theirs)
    before, asked, wrong = standing(database, pair.theirs.organisation_id), 0, []
    body = fields(pair.theirs)
    for each in addresses(pair.app, pair.theirs, pair.ours):
        if "<slug>" not in each.rule or each.foreign:
            continue
        answer = opal.ask(each.method, each.path, body)
        asked += 1
        if answer.status != 404 or answer.gives_away(hidden, f"{each.path} {body}"):
            wrong.append(f"{each} answers {answer.status}")
    assert "\n".join(wrong) == ""
    assert asked > 100
    assert standing(database, pair.theirs.organisation_id) == before


def test_nor_does_anything_else_give_away_more_than_name_state_and_counts(pair, database, opal):
    """The rest of the door: what the operators' pages say of an organisation is all there is."""
    known = {"Bluefjord Robotics", "bluefjord", str(pair.theirs.organisation_id)}
    hidden = secrets(database, pair.ours, pair.theirs) - known
    wrong = []
    for each in addresses(pair.app, pair.theirs, pair.ours):
        if "<slug>" in each.rule or each.method != "GET" or each.endpoint in OPEN:
            continue
        answer = opal.ask("GET", each.path)
        if given := answer.gives_away(hidden, each.path):
            wrong.append(f"{each} gives away {given}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_the_operators_routes_are_nothing_to_members(pair, database, role):
    visitor = Visitor(pair.app)
    visitor.sign_in(pair.ours.email(role), PASSWORD)
    member, before = caller(pair.app, visitor), standing(database, pair.ours.organisation_id)
    body = {**fields(pair.ours), "name": f"{pair.ours.word} Robotics", "slug": "mallory"}
    answers = [member.ask(each.method, each.path, body) for each in operators_own(pair)]
    assert len(answers) >= 7
    assert {answer.status for answer in answers} == {404}
    assert standing(database, pair.ours.organisation_id) == before


def test_every_route_of_theirs_asks_for_the_guard(pair):
    guards = {each.endpoint: pair.app.view_functions[each.endpoint].guard
              for each in operators_own(pair)}  # fmt: skip
    assert set(guards.values()) == {"operator"}


def test_the_database_gives_an_operators_request_no_other_rows(pair, roles):
    """The web's role stays what it is: outside of a scope it sees no row of anybody's."""
    engine = create_engine(roles.app, poolclass=NullPool)
    with engine.connect() as connection:
        for table in ("organisations", "members", "candidates", "closures", "audit_entries"):
            assert connection.scalar(text(f"select count(*) from {table}")) == 0


def test_an_operator_who_is_a_member_as_well_is_what_their_role_says(pair, database):
    """By their own membership, and by it alone."""
    visitor = Visitor(pair.app)
    visitor.sign_in(pair.ours.email("marker"), PASSWORD)
    operating.makes_an_operator(database, pair.ours.email("marker"))
    assert visitor.get(OPERATORS).status == 200
    assert visitor.get(f"/o/{pair.ours.slug}/members").status == 403
