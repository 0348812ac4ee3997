"""`flask mail`: takes in letters that come back, from a mail server's pipe."""

import os
import sys
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.policy import compat32
from email.utils import getaddresses
from uuid import UUID

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import NotFound
from assay.core.settings import Settings
from assay.core.verp import Verp
from assay.invitations import dsn, mailing
from assay.tenancy import entrances
from assay.tenancy.scope import scope

TOLD = ("ORIGINAL_RECIPIENT", "RECIPIENT")
"""Where servers tell a pipe's command to whom the message was sent."""
HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
MOST_ADDRESSES = 20
TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: the server keeps the message and comes again."""


@click.group()
def mail() -> None:
    """Letters to candidates."""


@mail.command()
@click.option("--to", multiple=True, help="The address that it was sent to, where no server says.")
def bounce(to: tuple[str, ...]) -> None:
    """Take in one message from standard input; what is no notice of ours is dropped in silence."""
    data = _message()
    settings: Settings = current_app.extensions["assay"].settings
    if settings.bounce_address is None:
        raise click.ClickException("ASSAY_BOUNCE_ADDRESS is not set.")
    paths = Verp(secret_key=settings.secret_key, address=settings.bounce_address)
    mail_id, notice = _whose(paths, to, data), dsn.read(data)
    if mail_id is None or notice is None:
        click.echo("nothing of ours")
        return
    try:
        click.echo(_take(mail_id, notice))
    except OperationalError:
        click.echo("the database is away", err=True)
        raise SystemExit(TRY_AGAIN) from None


def _message() -> bytes:
    """As much as is read of it; the rest is taken too, or the server would think it failed."""
    pipe = sys.stdin.buffer
    data = pipe.read(dsn.MOST_BYTES)
    while pipe.read(65536):
        pass
    return data


def _whose(paths: Verp, to: Sequence[str], data: bytes) -> UUID | None:
    told = [*to, *(os.environ.get(name, "") for name in TOLD), *_addressed(data)]
    return next((found for one in told if (found := paths.mail_id(one))), None)


def _addressed(data: bytes) -> Iterator[str]:
    """To whom the message itself says that it is; its heads alone are read."""
    heads = data.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    message = message_from_bytes(heads + b"\n\n", policy=compat32)
    values = [str(value) for name in HEADERS for value in message.get_all(name, [])]
    for _, address in getaddresses(values[:MOST_ADDRESSES])[:MOST_ADDRESSES]:
        yield address


def _take(mail_id: UUID, notice: dsn.Notice) -> str:
    at = clock.now()
    try:
        opened = entrances.resolve(mailing.BACK, mail_id.hex)
        if not opened.is_open(at):
            return "too late"
        with scope(opened.organisation_id), transaction():
            state = mailing.bounce(opened.subject_id, notice, at=at).state
        return f"mail {mail_id} is {state}"
    except NotFound:
        return "nothing of ours"
