"""People who join an organisation: asked by letter, they choose a password and say yes."""

from assay.accounts import actions, queries
from assay.accounts.users import reclaim
from assay.audit.actions import SYSTEM
from assay.core.db import session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.visitor import PASSWORD, Visitor


def is_there(app, slug, email, role, name="Bea"):
    """A member with a password and a confirmed address, signed in; and the member's id."""
    with app.app_context(), scope(entrances.by_slug(slug)), transaction():
        reclaim(actions.register(email=email, name=name, password=PASSWORD))
        session.flush()
        member_id = actions.add_member(email=email, name=name, role=role, by=SYSTEM).id
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor, member_id


def asks(visitor, email, role="recruiter", name="Bea", slug="northwind"):
    return visitor.fill(f"/o/{slug}/members", name=name, email=email, role=role)


def says_yes(visitor):
    """To the first organisation that asks."""
    page = visitor.get("/o/")
    member = page.soup.find("input", {"name": "member"})["value"]
    return visitor.post("/o/account/join", csrf_token=page.token(), member=member)


def letter_to(app, slug, email):
    """What send_welcome does: the letter to this member, opened: (recipient, subject, text)."""
    parts = app.extensions["assay"]
    with app.app_context(), scope(entrances.by_slug(slug)), transaction():
        place = queries.place_of(queries.user_by_email(email).id)
        letter = actions.welcome_letter(
            place.id, base_url=parts.settings.base_url, sealer=parts.sealer
        )
        return letter.recipient, letter.subject, actions.open_body(letter, sealer=parts.sealer)[0]


def role_of(app, slug, email):
    """None where they are not a member."""
    with app.app_context(), scope(entrances.by_slug(slug)):
        place = queries.place_of(queries.user_by_email(email).id)
        return place.role if place and place.joined_at else None
