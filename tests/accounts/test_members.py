"""Members: taken in with a role, told by letter, and kept to their own organisation."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from assay.accounts import actions, queries
from assay.accounts.models import Letter
from assay.audit.actions import SYSTEM, Actor
from assay.audit.models import AuditEntry
from assay.core.db import reading, session, transaction
from assay.core.errors import Invalid, NotAllowed
from assay.events.models import OutboxRow
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.visitor import PASSWORD, Visitor


@pytest.fixture
def ann(app):
    """The owner of Northwind."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


@pytest.fixture
def northwind(app, ann):
    """Its id."""
    with app.app_context():
        return entrances.by_slug("northwind")


def add(visitor, email, role="recruiter", name="Bea"):
    return visitor.fill("/o/northwind/members", name=name, email=email, role=role)


def welcomed(app, organisation_id, email):
    """What send_welcome does: the letter to this member, opened."""
    parts = app.extensions["assay"]
    with app.app_context(), scope(organisation_id), transaction():
        (member,) = [one for one in queries.members() if one.email == email]
        letter = actions.welcome_letter(
            member.id, base_url=parts.settings.base_url, sealer=parts.sealer
        )
        return letter.recipient, letter.subject, actions.open_body(letter, sealer=parts.sealer)[0]


def test_a_member_is_listed_with_a_role_and_no_password_yet(ann):
    page = ann.then(add(ann, "bea@northwind.example"))
    row = page.soup.find(string="bea@northwind.example").find_parent("tr").get_text(" ").split()
    assert ("Recruiter" in row, "password" in row) == (True, True)
    assert "a letter is on its way" in page.words()


def test_adding_is_noted_and_told_once(app, ann, northwind):
    add(ann, "bea@northwind.example", "marker")
    with app.app_context(), scope(northwind), reading():
        bea = next(one for one in queries.members() if one.role == "marker")
        noted = session.scalars(select(AuditEntry).where(AuditEntry.verb == "member.add")).one()
        told = session.scalars(select(OutboxRow).where(OutboxRow.name == "MemberAdded")).one()
        assert (noted.subject_id, noted.details) == (bea.id, {"role": "marker"})
        assert told.payload == {"member_id": str(bea.id)}


def test_the_letters_link_lets_a_new_member_choose_a_password(app, ann, northwind):
    add(ann, "bea@northwind.example")
    recipient, subject, text = welcomed(app, northwind, "bea@northwind.example")
    assert (recipient, subject) == ("bea@northwind.example", "Northwind has added you to Assay")
    bea = Visitor(app)
    path = re.search(r"/o/account/reset/\S+", text).group()
    bea.fill(path, password=PASSWORD, password_confirm=PASSWORD)
    assert bea.then(bea.sign_in("bea@northwind.example")).location == "/o/northwind/"


def test_somebody_with_a_password_is_only_asked_to_sign_in(app, ann, northwind):
    Visitor(app).open_organisation("Bluefjord", "sigrid@bluefjord.example")
    add(ann, "sigrid@bluefjord.example")
    _, _, text = welcomed(app, northwind, "sigrid@bluefjord.example")
    assert "Sign in with the account that you have" in text
    assert "/reset/" not in text


def test_a_welcome_lies_in_the_organisations_own_post(app, ann, northwind):
    add(ann, "bea@northwind.example")
    welcomed(app, northwind, "bea@northwind.example")
    with app.app_context(), scope(northwind), reading():
        assert session.scalars(select(Letter.recipient)).all() == ["bea@northwind.example"]


def test_who_belongs_to_two_organisations_is_asked_which(app, ann):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    add(ann, "sigrid@bluefjord.example", "hiring_manager")
    page = sigrid.get("/o/?straight=1")
    assert [row.get_text(" ").split() for row in page.soup.select("tbody tr")] == [
        ["Bluefjord", "Owner"],
        ["Northwind", "Hiring", "manager"],
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "ann@northwind.example"}, "This person is a member already."),
        ({"email": "ANN@northwind.example"}, "This person is a member already."),
        ({"email": "not an address"}, "not an e-mail address"),
        ({"role": "emperor"}, "Not a valid choice"),
        ({"name": ""}, "Give the person’s name."),
    ],
)
def test_what_cannot_be_added_is_said(ann, fields, words):
    page = add(ann, **{"email": "bea@northwind.example", **fields})
    assert page.status == 422
    assert words in page.words()


def test_an_admin_makes_no_owner(app, ann, northwind):
    add(ann, "bea@northwind.example", "admin")
    with app.app_context(), scope(northwind):
        bea = next(one for one in queries.members() if one.role == "admin")
        by = Actor(kind="member", id=bea.id)
        with pytest.raises(NotAllowed), transaction():
            actions.add_member(email="c@northwind.example", name="Cy", role="owner", by=by)
        assert queries.user_by_email("c@northwind.example") is None


def test_the_last_owner_stays_owner(app, ann, northwind):
    with app.app_context(), scope(northwind):
        (owner,) = queries.owners()
        with pytest.raises(Invalid), transaction():
            actions.change_role(owner, role="admin", by=SYSTEM)
        with transaction():
            second = actions.add_member(
                email="bea@northwind.example", name="Bea", role="owner", by=SYSTEM
            )
        with transaction():
            actions.change_role(owner, role="admin", by=SYSTEM)
        assert queries.owners() == [second.id]


def test_an_organisations_address_is_its_own(app, ann):
    other = Visitor(app)
    assert other.open_organisation("Northwind", "eve@northwind.example") == "northwind-2"


def test_two_openings_at_once_do_not_share_an_address(app, ann):
    with app.app_context():
        with pytest.raises(Invalid) as refused:
            _opens("eve@northwind.example", slug="northwind")
        assert set(refused.value.fields) == {"slug"}
        assert queries.user_by_email("eve@northwind.example") is None


def _opens(email, slug):
    with scope(uuid4()), transaction():
        eve = actions.register(email=email, name="Eve")
        actions.open_organisation(name="Eve’s", slug=slug, time_zone="UTC", user_id=eve.id)


def test_whoever_is_signed_in_opens_another_without_a_new_account(app, ann):
    page = ann.fill("/o/open", organisation="Second Home", time_zone="UTC")
    assert page.location == "/o/second-home/"
    assert ann.get("/o/second-home/members").words().count("ann@northwind.example") == 2
