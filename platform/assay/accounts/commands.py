"""`flask accounts …`: what only whoever runs the installation may do to a login."""

import click
from flask.cli import with_appcontext

from assay.accounts import queries, sessions, users
from assay.audit.actions import SYSTEM, record
from assay.core.db import transaction
from assay.tenancy.scope import INSTALLATION, scope


@click.group()
def accounts() -> None:
    """Logins of this installation."""


@accounts.command()
@click.argument("email")
@with_appcontext
def forget_second_factors(email: str) -> None:
    """Take app, passkeys and recovery codes from who lost them all, and sign them out.

    Be sure first that it is they who ask: afterwards the password alone signs in.
    """
    with scope(INSTALLATION), transaction():
        if (user := queries.user_by_email(email)) is None:
            raise click.ClickException(f"Nobody has the address {email}.")
        users.forget_second_factors(user)
        sessions.end_all(user.id)
        record("user.forget_second_factors", "user", user.id, actor=SYSTEM)
    click.echo(f"{email} signs in with the password alone, and is signed out everywhere.")
