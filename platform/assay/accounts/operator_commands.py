"""`flask operator …` and `flask organisation …`: for whoever holds the machine."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import click
from flask import current_app
from flask.cli import with_appcontext

from assay.accounts import opening, operators, post, queries
from assay.accounts.addresses import kept
from assay.accounts.models import Member, User
from assay.audit.actions import SYSTEM, record
from assay.core.db import transaction
from assay.core.errors import Invalid, NotFound
from assay.core.settings import Settings
from assay.tenancy.overview import Listed
from assay.tenancy.scope import INSTALLATION, as_owner, scope

OWNERS_URL = "ASSAY_OWNER_DATABASE_URL"
AT_ONCE = 200
"""Organisations that are asked for in one go."""


@click.group()
def operator() -> None:
    """Who may open and close organisations on the page for operators."""


@operator.command()
@click.argument("email")
@with_appcontext
def add(email: str) -> None:
    """Make a user an operator. They need a second factor before the page opens."""
    with scope(INSTALLATION):
        user = _user(email)
        if user.confirmed_at is None:
            raise click.ClickException(f"{email} is not confirmed yet: it may be a stranger's.")
        with as_owner(_owners_url()) as connection:
            if operators.make(connection, user.id):
                _record("user.make_operator", user)
    click.echo(f"{user.email} is an operator: {_settings().base_url}/o/operators/")


@operator.command()
@click.argument("email")
@with_appcontext
def remove(email: str) -> None:
    """An operator no more, at once. Their login stays."""
    with scope(INSTALLATION):
        user = _user(email)
        with as_owner(_owners_url()) as connection:
            if operators.unmake(connection, user.id):
                _record("user.unmake_operator", user)
    click.echo(f"{user.email} is no operator.")


@operator.command("list")
@with_appcontext
def list_operators() -> None:
    """Every operator, and since when."""
    for name, email, since in operators.named():
        click.echo(f"{email}\t{name}\tsince {since:%Y-%m-%d}")


@click.group()
def organisation() -> None:
    """The organisations of this installation; nothing of what is in them."""


@organisation.command("open")
@click.argument("name")
@click.option("--owner", "email", required=True, help="Who is asked to be its owner.")
@click.option("--owner-name", default="", help="Their name, where they have no account yet.")
@click.option("--slug", default="", help="Its address, /o/SLUG/; else made from the name.")
@click.option("--time-zone", default="UTC", show_default=True)
@with_appcontext
def open_(name: str, email: str, owner_name: str, slug: str, time_zone: str) -> None:
    """Open an organisation for somebody, who is asked by letter to be its owner."""
    with _said(), scope(uuid4()), transaction():
        opened, asked = opening.open_for(
            name=name,
            slug=slug or operators.free_slug(name),
            time_zone=time_zone,
            email=email,
            owner=owner_name or email.partition("@")[0],
            by=SYSTEM,
        )
        who = _how_asked(asked)
    click.echo(f"{opened.name} is open: {_settings().base_url}/o/{opened.slug}/")
    click.echo(who)


@organisation.command()
@click.argument("slug")
@click.option("--owner", "email", required=True, help="Who is asked to be its owner.")
@click.option("--owner-name", default="", help="Their name, where they have no account yet.")
@with_appcontext
def ask(slug: str, email: str, owner_name: str) -> None:
    """Ask anew who is to be the owner, while nobody is in it: the first said no, or got no letter.

    Whoever was asked before is asked no more.
    """
    found = _organisation(slug)
    with _said(), scope(found.id), transaction():
        name = owner_name or email.partition("@")[0]
        who = _how_asked(opening.ask_for_owner(email=email, owner=name, by=SYSTEM))
    click.echo(who)


@organisation.command()
@click.argument("slug")
@click.option("--reason", required=True, help="What its members are told; be kind, and exact.")
@click.option("--contact", default="", help="Whom they may turn to.")
@with_appcontext
def close(slug: str, reason: str, contact: str) -> None:
    """Members come in no more, and no candidate begins; who sits already finishes."""
    found = _organisation(slug)
    with _said(), scope(found.id), transaction():
        opening.close_organisation(by=SYSTEM, reason=reason, contact=contact)
    click.echo(f"{found.name} is closed.")


@organisation.command()
@click.argument("slug")
@with_appcontext
def reopen(slug: str) -> None:
    """Everything is as it was before it was closed."""
    found = _organisation(slug)
    with scope(found.id), transaction():
        opening.reopen_organisation(by=SYSTEM)
    click.echo(f"{found.name} is open.")


@organisation.command("list")
@with_appcontext
def list_organisations() -> None:
    """Each with its state and how many members it has, the latest first."""
    before = None
    while True:
        page = operators.organisations(operator_id=None, before=before, limit=AT_ONCE)
        for one in page.organisations:
            click.echo(_line(one))
        if (before := page.next) is None:
            return


def _how_asked(asked: Member) -> str:
    """By letter, or by the link to hand on where no mail goes out."""
    user = queries.user(asked.user_id)
    if _takes_mail(_settings().smtp_url):
        return f"{user.email} is asked by letter to be its owner."
    link = post.way_in(user, _settings().base_url)
    return f"No mail server answers: hand {user.email} this link yourself.\n{link}"


def _line(one: Listed) -> str:
    state = f"closed {one.closed_at:%Y-%m-%d}" if one.closed_at else "open"
    members = "1 member" if one.members == 1 else f"{one.members} members"
    return "\t".join((one.slug, one.name, state, f"opened {one.opened_at:%Y-%m-%d}", members))


def _organisation(slug: str) -> Listed:
    try:
        return operators.organisation(slug, operator_id=None)
    except NotFound:
        raise click.ClickException(f"No organisation has the address {slug}.") from None


def _user(email: str) -> User:
    if (user := queries.user_by_email(kept(email))) is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return user


def _record(verb: str, user: User) -> None:
    with transaction():
        record(verb, "user", user.id, actor=SYSTEM)


def _owners_url() -> str:
    if not (url := os.environ.get(OWNERS_URL)):
        raise click.ClickException(f"Only the database's owner names operators: set {OWNERS_URL}.")
    return url


def _settings() -> Settings:
    settings: Settings = current_app.extensions["assay"].settings
    return settings


def _takes_mail(smtp_url: str) -> bool:
    url = urlsplit(smtp_url)
    try:
        with socket.create_connection((url.hostname or "localhost", url.port or 25), timeout=3):
            return True
    except OSError:
        return False


@contextmanager
def _said() -> Iterator[None]:
    """A refusal as a sentence."""
    try:
        yield
    except Invalid as refusal:
        raise click.ClickException(" ".join(refusal.fields.values())) from None
