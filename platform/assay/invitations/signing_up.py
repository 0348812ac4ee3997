"""Public links by which people ask to be invited: make, settle, turn, ask, take up.

Who asks gets the same answer whoever they are; what it led to stands in a mail, and only its link
invites. Nothing of them is kept before that: the link holds it, sealed.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import InvalidToken
from sqlalchemy import and_, select

from assay.accounts import actions as accounts
from assay.assessments import queries as assessments
from assay.assessments.models import Assessment, AssessmentVersion
from assay.audit.actions import Actor, record
from assay.core import signing
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotFound
from assay.core.signing import Sealer
from assay.invitations import actions, asking, signup_letters
from assay.invitations.csv_import import Row
from assay.invitations.models import Candidate, Invitation, SignUpLink
from assay.invitations.people import clean_email, clean_language, clean_name
from assay.tenancy import entrances
from assay.tenancy.queries import fetch, letterhead, stays_open
from assay.tenancy.scope import current

SIGN_UP = "sign-up"
"""The purpose of the links' entrances, and what is sealed into their mails' links."""
LASTS = timedelta(hours=24)
"""How long the link of a mail invites."""
MOST_PLACES = 10_000
MOST_DOMAINS = 50
_DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """No `opens_at` is from now on, no `closes_at` without end, no domain every address."""

    places: int
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    domains: tuple[str, ...] = ()


def clean_domains(words: str) -> tuple[str, ...]:
    """`example.org, @uni.example` as they stand in addresses; or Invalid."""
    found = [each.lstrip("@").lower().rstrip(".") for each in re.split(r"[\s,;]+", words) if each]
    try:
        found = [each.encode("idna").decode() for each in found]
    except UnicodeError:
        found = ["?"]
    if len(found) > MOST_DOMAINS:
        raise Invalid("domains", f"Give {MOST_DOMAINS} domains at most.")
    if any(not _DOMAIN.fullmatch(each) for each in found):
        raise Invalid("domains", "Give domains such as example.org, parted by commas.")
    return tuple(dict.fromkeys(found))


def make(assessment_id: UUID, terms: Terms, *, by: Actor, at: datetime) -> SignUpLink:
    """A new link; the one before it opens nothing any more."""
    _check(terms)
    if assessments.latest_version(assessment_id) is None:
        raise Conflict("not published")
    asking.refuse_closed(fetch(Assessment, assessment_id, lock=True), at)
    if before := link_of(assessment_id):
        before.revoked_at = at
        entrances.revoke(SIGN_UP, before.id)
        session.flush()
    token = signing.token()
    link = SignUpLink(
        assessment_id=assessment_id, token=token, made_by=by.id, made_at=at, **_columns(terms)
    )
    session.add(link)
    session.flush()
    entrances.admit(SIGN_UP, token, subject_id=link.id, expires_at=None)
    record("sign_up.make", "sign_up_link", link.id, actor=by)
    return link


def settle(link_id: UUID, terms: Terms, *, by: Actor) -> SignUpLink:
    """Other limits for the same link; who came by it already stays invited."""
    _check(terms)
    link = _standing(link_id)
    for name, value in _columns(terms).items():
        setattr(link, name, value)
    record("sign_up.settle", "sign_up_link", link_id, actor=by)
    return link


def turn(link_id: UUID, *, on: bool, by: Actor) -> SignUpLink:
    """Let people ask, or not; twice is once."""
    link = _standing(link_id)
    if link.is_on != on:
        link.is_on = on
        record("sign_up.turn", "sign_up_link", link_id, actor=by, details={"on": on})
    return link


def link_of(assessment_id: UUID) -> SignUpLink | None:
    """The assessment's link, where it has one that was not replaced."""
    query = select(SignUpLink).where(
        SignUpLink.organisation_id == current(),
        SignUpLink.assessment_id == assessment_id,
        SignUpLink.revoked_at.is_(None),
    )
    return session.scalars(query).one_or_none()


def by_id(link_id: UUID) -> SignUpLink:
    return fetch(SignUpLink, link_id)


def version_of(link: SignUpLink) -> AssessmentVersion:
    """What one would be invited to now."""
    version = assessments.latest_version(link.assessment_id)
    assert version is not None  # a link is made to what is published
    return version


def state_of(link: SignUpLink, at: datetime) -> str:
    """open, or why not: not_open (yet), or closed, for whichever reason."""
    assessment = fetch(Assessment, link.assessment_id)
    try:
        asking.refuse_closed(assessment, at)
    except Conflict:
        return "closed"
    if link.revoked_at or not link.is_on or link.used >= link.places:
        return "closed"
    if link.closes_at and link.closes_at <= at:
        return "closed"
    return "not_open" if link.opens_at and at < link.opens_at else "open"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks, clean."""

    name: str
    email: str
    language: str


def asked(link: SignUpLink, *, name: str, email: str, language: str) -> Asked:
    """Invalid under name or email; also where the address is of no domain that may."""
    fields: dict[str, str] = {}
    told = {"language": clean_language(language)}
    for field, clean, typed in (("name", clean_name, name), ("email", clean_email, email)):
        try:
            told[field] = clean(typed)
        except Invalid as wrong:
            fields |= wrong.fields
    if "email" in told and not _may(link, told["email"]):
        fields["email"] = "domain"
    if fields:
        raise Invalid(fields=fields)
    return Asked(**told)


def ask(link: SignUpLink, who: Asked, *, address: str, sealer: Sealer, at: datetime) -> None:
    """Send the mail whose link invites. `address` is the public link's own.

    The same for everybody: whether they are invited is looked up when they come by the mail.
    """
    told = {"for": SIGN_UP, "link": str(link.id), "at": at.timestamp(), **who.__dict__}
    sealed = sealer.seal(json.dumps(told)).decode()
    letter = signup_letters.compose(
        assessment=version_of(link).name,
        link=f"{address}/{sealed}",
        language=who.language,
        head=letterhead(),
    )
    accounts.write_letter(
        recipient=who.email, subject=letter.subject, text=letter.text, html=letter.html,
        sealer=sealer,
    )  # fmt: skip


def unsealed(link_id: UUID, sealed: str, *, sealer: Sealer, at: datetime) -> Asked:
    """What the mail's link holds; NotFound where it is not ours, another link's, or too old."""
    try:
        told = json.loads(sealer.open(sealed.encode()))
        age = at.timestamp() - told["at"]
        if (told["for"], told["link"]) != (SIGN_UP, str(link_id)) or age > LASTS.total_seconds():
            raise NotFound("SignUp")
        return Asked(name=told["name"], email=told["email"], language=told["language"])
    except (InvalidToken, ValueError, KeyError, TypeError):
        raise NotFound("SignUp") from None


def take_up(link_id: UUID, who: Asked, *, at: datetime) -> str:
    """Invite who came by the mail, once; the token of a link of their own.

    Whoever is invited already keeps that, and takes no place. Conflict where the link is closed
    meanwhile, or a member had withdrawn their invitation: a public link doesn't undo that.
    """
    link = fetch(SignUpLink, link_id, lock=True)
    was_withdrawn = False
    for invitation in _invitations(link.assessment_id, who.email):
        if invitation.withdrawn_at is None:
            return actions.mint_link(invitation.id)
        was_withdrawn = True
    if was_withdrawn or state_of(link, at) != "open" or not _may(link, who.email):
        raise Conflict("closed")
    if not stays_open():
        raise Conflict("closed")
    by = Actor(kind="member", id=link.made_by)
    row = Row(number=1, name=who.name, email=who.email, language=who.language)
    new = asking.ask_new(version_of(link).id, [row], by=by)
    for invitation in new.values():  # none where another way led there first
        link.used += 1
        actor = Actor(kind="candidate", id=invitation.candidate_id)
        record(
            "sign_up.take_up", "invitation", invitation.id,
            actor=actor, details={"link_id": str(link_id)},
        )  # fmt: skip
        return actions.mint_link(invitation.id)
    return actions.mint_link(_invitations(link.assessment_id, who.email)[0].id)


def _invitations(assessment_id: UUID, email: str) -> list[Invitation]:
    """This address's to the assessment, those that stand first."""
    query = (
        select(Invitation)
        .join(
            Candidate,
            and_(
                Candidate.organisation_id == Invitation.organisation_id,
                Candidate.id == Invitation.candidate_id,
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(
            Invitation.organisation_id == current(),
            Candidate.email_lower == email.lower(),
            AssessmentVersion.assessment_id == assessment_id,
        )
        .order_by(Invitation.withdrawn_at.is_not(None), Invitation.invited_at.desc())
    )
    return list(session.scalars(query))


def _may(link: SignUpLink, email: str) -> bool:
    return not link.domains or email.rpartition("@")[2].lower() in link.domains


def _standing(link_id: UUID) -> SignUpLink:
    link = fetch(SignUpLink, link_id, lock=True)
    if link.revoked_at:
        raise Conflict("replaced by a newer link")
    return link


def _check(terms: Terms) -> None:
    if not 1 <= terms.places <= MOST_PLACES:
        raise Invalid("places", f"Give a number of places from 1 to {MOST_PLACES:,}.")
    if terms.opens_at and terms.closes_at and terms.closes_at <= terms.opens_at:
        raise Invalid("closes_at", "It must close later than it opens.")


def _columns(terms: Terms) -> dict[str, object]:
    return {
        "places": terms.places, "opens_at": terms.opens_at, "closes_at": terms.closes_at,
        "domains": list(terms.domains),
    }  # fmt: skip
