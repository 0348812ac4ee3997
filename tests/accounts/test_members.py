"""Members: asked in by letter, they say yes; roles change, and people go."""

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
from tests.accounts.letters import path_in
from tests.accounts.people import asks, is_there, letter_to, role_of, says_yes
from tests.visitor import PASSWORD, Visitor

ANN, BEA, SIGRID = "ann@northwind.example", "bea@northwind.example", "sigrid@bluefjord.example"
MEMBERS = "/o/northwind/members"


@pytest.fixture
def ann(app):
    """The owner of Northwind."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


@pytest.fixture
def northwind(app, ann):
    """Its id."""
    with app.app_context():
        return entrances.by_slug("northwind")


@pytest.fixture
def sigrid(app):
    """The owner of Bluefjord, with an account of her own."""
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", SIGRID)
    return sigrid


def row(page, email):
    return " ".join(page.soup.find(string=email).find_parent("tr").get_text(" ").split())


def test_who_was_asked_is_listed_apart_by_the_address_alone(app, ann, sigrid):
    page = ann.then(asks(ann, SIGRID, name="Whoever"))
    assert row(page, SIGRID).startswith(f"{SIGRID} Recruiter")
    assert "A letter that asks Whoever in is on its way." in page.words()
    assert "Sigrid" not in page.words()


def test_asking_is_noted_and_told_once(app, ann, northwind):
    asks(ann, BEA, "marker")
    with app.app_context(), scope(northwind), reading():
        (bea,) = queries.invited()
        noted = session.scalars(select(AuditEntry).where(AuditEntry.verb == "member.invite")).one()
        told = session.scalars(select(OutboxRow).where(OutboxRow.name == "MemberInvited")).one()
        assert (noted.subject_id, noted.details) == (bea.id, {"role": "marker"})
        assert told.payload == {"member_id": str(bea.id)}


def test_a_new_person_chooses_a_password_signs_in_and_says_yes(app, ann):
    asks(ann, BEA)
    recipient, subject, text = letter_to(app, "northwind", BEA)
    assert (recipient, subject) == (BEA, "Northwind invites you to Assay")
    bea = Visitor(app)
    bea.fill(path_in(text, "/reset/"), password=PASSWORD, password_confirm=PASSWORD)
    page = bea.then(bea.sign_in(BEA))
    assert "Northwind invites you, as recruiter." in page.words()
    assert bea.get("/o/northwind/").status == 404
    assert says_yes(bea).location == "/o/northwind/"
    assert bea.get("/o/northwind/assessments").status == 200
    assert "Asked, and not here yet" not in ann.get(MEMBERS).words()


def test_somebody_with_an_account_is_only_asked_to_sign_in(app, ann, sigrid):
    asks(ann, SIGRID)
    _, _, text = letter_to(app, "northwind", SIGRID)
    assert "Sign in with the account that you have" in text
    assert "/reset/" not in text


def test_a_welcome_lies_in_the_organisations_own_post(app, ann, northwind):
    asks(ann, BEA)
    letter_to(app, "northwind", BEA)
    with app.app_context(), scope(northwind), reading():
        assert session.scalars(select(Letter.recipient)).all() == [BEA]


def test_a_strangers_password_on_the_address_takes_no_invitation(app, ann):
    """Eve opened an account with Bea's address before Bea was asked; the letter reaches Bea."""
    eve = Visitor(app)
    eve.open_organisation("Trap", BEA, confirmed=False)
    asks(ann, BEA)
    assert "Join Northwind" not in eve.get("/o/").words()
    with app.app_context():
        (place,) = [
            one for one in entrances.places(queries.user_by_email(BEA).id) if not one.joined
        ]
    assert eve.fill("/o/", to="/o/account/join", member=place.member_id).status == 403
    _, _, text = letter_to(app, "northwind", BEA)
    bea = Visitor(app)
    bea.fill(
        path_in(text, "/reset/"), password="bea's own words", password_confirm="bea's own words"
    )
    bea.sign_in(BEA, "bea's own words")
    assert says_yes(bea).location == "/o/northwind/"
    assert eve.get("/o/").status == 303


def asked_place(app, email=BEA):
    """Its id."""
    with app.app_context():
        (place,) = [
            one for one in entrances.places(queries.user_by_email(email).id) if not one.joined
        ]
        return place.member_id


def test_nobody_says_yes_for_another(app, ann, sigrid):
    asks(ann, BEA)
    for act in ("join", "decline"):
        page = sigrid.fill("/o/", to=f"/o/account/{act}", member=asked_place(app))
        assert page.status == 404
    assert role_of(app, "northwind", BEA) is None


def test_who_says_no_is_asked_no_more(app, ann, sigrid):
    asks(ann, SIGRID)
    page = sigrid.get("/o/")
    member = page.soup.find("input", {"name": "member"})["value"]
    sigrid.post("/o/account/decline", csrf_token=page.token(), member=member)
    assert "invites you" not in sigrid.get("/o/").words()
    assert SIGRID not in ann.get(MEMBERS).words()
    assert asks(ann, SIGRID).status == 303


def test_the_letter_goes_again_until_they_say_yes(app, ann, northwind, sigrid):
    button = ann.then(asks(ann, SIGRID)).soup.select_one("td form")["action"]
    assert button.endswith("/resend")
    assert "Another letter is on its way." in ann.then(ann.fill(MEMBERS, to=button)).words()
    with app.app_context(), scope(northwind), reading():
        told = session.scalars(select(OutboxRow).where(OutboxRow.name == "MemberInvited")).all()
        assert len(told) == 2
    says_yes(sigrid)
    assert ann.fill(MEMBERS, to=button).status == 409


def test_who_belongs_to_two_organisations_is_asked_which(app, ann, sigrid):
    asks(ann, SIGRID, "hiring_manager")
    says_yes(sigrid)
    page = sigrid.get("/o/?straight=1")
    rows = [row.get_text(" ").split()[:2] for row in page.soup.select("tbody tr")]
    assert rows == [["Bluefjord", "Owner"], ["Northwind", "Hiring"]]


def test_the_shell_leads_to_ones_other_organisations(app, ann, sigrid):
    assert sigrid.get("/o/bluefjord/welcome").soup.select(".side details") == []
    asks(ann, SIGRID)
    says_yes(sigrid)
    switch = sigrid.get("/o/bluefjord/welcome").soup.select_one(".side details")
    assert switch.summary.text == "Bluefjord"
    assert [(a.text, a["href"]) for a in switch.select("a")] == [("Northwind", "/o/northwind/")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": ANN}, "This person is a member already."),
        ({"email": ANN.upper()}, "This person is a member already."),
        ({"email": "asked@northwind.example"}, "This person is asked already."),
        ({"email": "not an address"}, "not an e-mail address"),
        ({"role": "emperor"}, "Not a valid choice"),
        ({"name": ""}, "Give the person’s name."),
    ],
)
def test_who_cannot_be_asked_is_said(ann, fields, words):
    asks(ann, "asked@northwind.example")
    page = asks(ann, **{"email": BEA, **fields})
    assert page.status == 422
    assert words in page.words()


def test_a_role_is_changed(app, ann):
    _, bea = is_there(app, "northwind", BEA, "recruiter")
    page = ann.then(ann.fill(f"{MEMBERS}/{bea}", to=f"{MEMBERS}/{bea}/role", role="marker"))
    assert "Bea is marker now." in page.words()
    assert role_of(app, "northwind", BEA) == "marker"


def test_who_is_taken_out_is_out_at_once_and_everywhere(app, ann):
    bea, bea_id = is_there(app, "northwind", BEA, "admin")
    other = Visitor(app)
    other.sign_in(BEA)
    ann.fill(f"{MEMBERS}/{bea_id}", to=f"{MEMBERS}/{bea_id}/remove")
    assert [one.get(MEMBERS).status for one in (bea, other)] == [404, 404]
    assert BEA not in ann.get(MEMBERS).words()
    assert ann.get(f"{MEMBERS}/{bea_id}").status == 404


def test_who_was_taken_out_can_be_asked_again(app, ann):
    bea, bea_id = is_there(app, "northwind", BEA, "admin")
    ann.fill(f"{MEMBERS}/{bea_id}", to=f"{MEMBERS}/{bea_id}/remove")
    asks(ann, BEA, "marker")
    says_yes(bea)
    assert role_of(app, "northwind", BEA) == "marker"


def test_a_member_leaves(app, ann):
    bea, _ = is_there(app, "northwind", BEA, "recruiter")
    assert "You will see nothing of Northwind" in bea.get("/o/northwind/leave").words()
    assert "You have left Northwind." in bea.then(bea.fill("/o/northwind/leave")).words()
    assert (bea.get("/o/northwind/").status, role_of(app, "northwind", BEA)) == (404, None)


def test_the_last_owner_neither_leaves_nor_steps_down_nor_is_taken_out(app, ann):
    with app.app_context(), scope(entrances.by_slug("northwind")):
        (me,) = queries.owners()
    stays = "The last owner stays owner"
    assert stays in ann.fill("/o/northwind/leave").words()
    assert stays in ann.fill(f"{MEMBERS}/{me}", to=f"{MEMBERS}/{me}/role", role="admin").words()
    assert stays in ann.fill(f"{MEMBERS}/{me}", to=f"{MEMBERS}/{me}/remove").words()
    assert role_of(app, "northwind", ANN) == "owner"


def test_an_owner_may_step_down_once_there_is_another(app, ann, northwind):
    _, bea = is_there(app, "northwind", BEA, "owner")
    with app.app_context(), scope(northwind):
        (me,) = [one for one in queries.owners() if one != bea]
    ann.fill(f"{MEMBERS}/{me}", to=f"{MEMBERS}/{me}/role", role="admin")
    assert role_of(app, "northwind", ANN) == "admin"


@pytest.mark.parametrize("what", ["role", "remove"])
def test_an_admin_touches_no_owner(app, ann, northwind, what):
    bea, _ = is_there(app, "northwind", BEA, "admin")
    with app.app_context(), scope(northwind):
        (owner,) = queries.owners()
    page = bea.get(f"{MEMBERS}/{owner}")
    assert "Only an owner changes what an owner may." in page.words()
    refused = bea.post(f"{MEMBERS}/{owner}/{what}", csrf_token=page.token(), role="admin")
    assert (refused.status, role_of(app, "northwind", ANN)) == (403, "owner")


def test_an_admin_makes_no_owner(app, ann, northwind):
    _, bea = is_there(app, "northwind", BEA, "admin")
    by = Actor(kind="member", id=bea)
    with app.app_context(), scope(northwind):
        with pytest.raises(NotAllowed), transaction():
            actions.invite_member(email="c@x.example", name="Cy", role="owner", by=by)
        with pytest.raises(NotAllowed), transaction():
            actions.change_role(bea, role="owner", by=by)
        assert queries.user_by_email("c@x.example") is None


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_asking_in_a_head_needs_a_word_first(app, ann, role):
    ann.leaves_the_desk()
    assert asks(ann, BEA, role).location.startswith("/o/account/verify?next=")
    assert asks(ann, BEA, "recruiter").location == MEMBERS


@pytest.mark.parametrize("what", ["role", "remove"])
def test_changing_members_needs_a_word_first(app, ann, what):
    _, bea = is_there(app, "northwind", BEA, "recruiter")
    ann.leaves_the_desk()
    page = ann.fill(f"{MEMBERS}/{bea}", to=f"{MEMBERS}/{bea}/{what}", role="marker")
    assert page.location.startswith("/o/account/verify?next=")
    assert role_of(app, "northwind", BEA) == "recruiter"


def test_another_organisations_member_is_not_there(app, ann, sigrid):
    with app.app_context(), scope(entrances.by_slug("bluefjord")):
        (hers,) = queries.owners()
    assert ann.get(f"{MEMBERS}/{hers}").status == 404
    for what in ("role", "remove", "resend"):
        assert ann.fill(MEMBERS, to=f"{MEMBERS}/{hers}/{what}", role="admin").status == 404
    assert role_of(app, "bluefjord", SIGRID) == "owner"


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
    assert ann.get("/o/second-home/members").words().count(ANN) == 2


def test_who_vouches_for_a_person_takes_them_in_at_once(app, ann, northwind):
    with app.app_context(), scope(northwind), transaction():
        actions.add_member(email=BEA, name="Bea", role="marker", by=SYSTEM)
    assert role_of(app, "northwind", BEA) == "marker"
    assert "No password yet" in row(ann.get(MEMBERS), BEA)
