"""Every route of every door wears a guard; the guards do what they say."""

import pytest

from assay.accounts import actions
from assay.accounts.rules import PERMISSIONS, ROLES, may
from assay.accounts.users import reclaim
from assay.audit.actions import SYSTEM
from assay.core.db import session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import current_or_none, scope
from tests.visitor import PASSWORD, Visitor

FLASK_SECURITYS = {
    "security.login",
    "security.logout",
    "security.forgot_password",
    "security.reset_password",
    "security.change_password",
    "security.confirm_email",
    "security.change_email",
    "security.change_email_confirm",
    "security.take_address",
    "security.verify",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.two_factor_token_validation",
    "security.tf_select",
    "security.mf_recovery",
    "security.mf_recovery_codes",
    "security.wan_register",
    "security.wan_register_response",
    "security.wan_delete",
    "security.wan_signin",
    "security.wan_signin_response",
    "security.wan_verify",
    "security.wan_verify_response",
}
OPEN_TO_ALL = {
    "static",
    "health.healthz",
    "health.readyz",
    "accounts.root",
    "accounts.open_organisation",
    "shared.ask",
    "shared.pdf",
    "shared.show",
    "verify.ask",
    "verify.check",
}


def guards(app):
    """Endpoint → guard, of every route."""
    return {
        rule.endpoint: getattr(app.view_functions[rule.endpoint], "guard", None)
        for rule in app.url_map.iter_rules()
    }


def test_every_staff_route_wears_a_guard(app):
    assert {endpoint for endpoint, guard in guards(app).items() if guard is None} == set()


def test_every_candidate_route_wears_a_guard(app):
    found = guards(app.extensions["assay.testroom"])
    assert {endpoint for endpoint, guard in found.items() if guard is None} == set()
    assert set(found.values()) <= {"public", "link", "sign_up", "sitting", "ended", "former"}


def test_only_these_are_open_to_all(app):
    found = guards(app)
    assert {endpoint for endpoint, guard in found.items() if guard == "public"} == OPEN_TO_ALL


def test_only_flask_securitys_views_ask_for_themselves(app):
    found = guards(app)
    assert {endpoint for endpoint, guard in found.items() if guard == "account"} == FLASK_SECURITYS


def test_what_we_do_not_keep_of_flask_security_is_closed(app):
    found = guards(app)
    shut = {endpoint for endpoint, guard in found.items() if guard == "closed"}
    assert shut == {"security.two_factor_rescue"}
    assert Visitor(app).get("/o/account/app/rescue").status == 404


def test_every_guard_of_a_member_names_a_permission_of_the_table(app):
    asked = {guard.partition(":")[2] for guard in guards(app).values() if "member:" in guard}
    assert asked - {"None"} <= set(PERMISSIONS)


def test_an_organisations_pages_are_for_its_members(app):
    inside = {rule.endpoint for rule in app.url_map.iter_rules() if "<slug>" in rule.rule}
    assert {endpoint for endpoint in inside if not guards(app)[endpoint].startswith("member:")} == (
        set()
    )


@pytest.fixture
def ann(app):
    """The owner of Northwind."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


def joins(app, slug, email, role):
    """A member with a password, signed in."""
    with app.app_context(), scope(entrances.by_slug(slug)), transaction():
        reclaim(actions.register(email=email, name="Bea", password=PASSWORD))
        session.flush()
        actions.add_member(email=email, name="Bea", role=role, by=SYSTEM)
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def test_who_is_not_signed_in_is_sent_to_sign_in_wherever_it_leads(app, ann):
    stranger = Visitor(app)
    asked = [stranger.get(f"/o/{slug}/members") for slug in ("northwind", "nowhere")]
    assert [page.status for page in asked] == [303, 303]
    assert [page.location.partition("?")[0] for page in asked] == ["/o/account/login"] * 2


def test_another_organisations_pages_are_not_there(app, ann):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    foreign, absent = sigrid.get("/o/northwind/members"), sigrid.get("/o/nowhere/members")
    assert (foreign.status, absent.status) == (404, 404)
    assert foreign.unnumbered() == absent.unnumbered()
    assert "Northwind" not in foreign.response.text


def test_another_organisation_takes_no_member_from_outside(app, ann):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    page = sigrid.fill(
        "/o/bluefjord/members",
        to="/o/northwind/members",
        name="Sigrid",
        email="sigrid@bluefjord.example",
        role="owner",
    )
    assert page.status == 404
    assert [found.slug for found in _memberships(app, "sigrid@bluefjord.example")] == ["bluefjord"]


def _memberships(app, email):
    from assay.accounts import queries

    with app.app_context():
        return entrances.memberships(queries.user_by_email(email).id)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_the_members_or_is_told_that_it_may_not(app, ann, role):
    page = joins(app, "northwind", "bea@northwind.example", role).get("/o/northwind/members")
    assert page.status == (200 if may(role, "members.edit") else 403)
    assert ("ann@northwind.example" in page.words()) is may(role, "members.edit")


def test_who_has_left_is_out_at_once(app, ann):
    bea = joins(app, "northwind", "bea@northwind.example", "admin")
    assert bea.get("/o/northwind/members").status == 200
    _remove(app, "northwind", "bea@northwind.example")
    assert bea.get("/o/northwind/members").status == 404


def _remove(app, slug, email):
    from assay.accounts import queries
    from assay.accounts.models import Member
    from assay.core import clock
    from assay.tenancy.queries import fetch

    with app.app_context(), scope(entrances.by_slug(slug)), transaction():
        (bea,) = [one for one in queries.members() if one.email == email]
        fetch(Member, bea.id).removed_at = clock.now()


def test_no_request_leaves_its_scope_behind(app, ann):
    assert ann.get("/o/northwind/members").status == 200
    assert ann.get("/o/account/login").status == 302
    assert current_or_none() is None
