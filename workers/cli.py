"""The second composition root for `flask`: the product's commands, and those of the engines."""

import smtplib
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click
from alembic.migration import MigrationContext
from flask import Flask, current_app
from flask_migrate import Migrate
from sqlalchemy import func, select

from assay import app as product
from assay.bank.commands import bank
from assay.bank.new_commands import new
from assay.bank.queries import capability
from assay.core import clock
from assay.core.db import db, reading, refuse_if_rls_bypassed
from assay.core.parts import Parts
from assay.core.settings import Settings
from workers.bank_archive_commands import export, import_
from workers.bank_commands import prove
from workers.bank_show_commands import show
from workers.mail_commands import mail
from workers.report_commands import report
from workers.sandbox_commands import sandbox

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


FLASKS_OPTIONS = {"-A", "--app", "-e", "--env-file"}


def create_app() -> Flask:
    """What `FLASK_APP=workers.cli` serves the commands of.

    Where sandboxes are asked for, those alone: a runner has neither settings nor a database.
    """
    if _asked_for(sys.argv) == sandbox.name:
        alone = Flask("assay.sandbox")
        alone.cli.add_command(sandbox)
        return alone
    app = product.create_app(Settings.from_env())
    Migrate(app, db, directory=str(MIGRATIONS))
    for command in (new, show, prove, export, import_):
        bank.add_command(command)
    app.cli.add_command(doctor)
    app.cli.add_command(mail)
    app.cli.add_command(report)
    app.cli.add_command(sandbox)
    return app


def _asked_for(words: Sequence[str]) -> str | None:
    """The command in `flask`'s words: the first that is neither an option nor an option's value."""
    following = iter(words[1:])
    for word in following:
        if word in FLASKS_OPTIONS:
            next(following, None)
        elif not word.startswith("-"):
            return word
    return None


@click.command()
def doctor() -> None:
    """Say which parts of this installation answer; 1 where one does not."""
    parts: Parts = current_app.extensions["assay"]
    ill = 0
    for name, check in CHECKS.items():
        try:
            said, good = check(parts), True
        except Exception as error:
            said, good = f"{type(error).__name__}: {error}".splitlines()[0], False
        ill += not good
        click.echo(f"{'ok  ' if good else 'FAIL'}  {name:<9} {said}")
    raise SystemExit(1 if ill else 0)


def _database(_: Parts) -> str:
    refuse_if_rls_bypassed(db.engine)
    with db.engine.connect() as connection:
        version = MigrationContext.configure(connection).get_current_revision()
        server = connection.scalar(select(func.current_setting("server_version")))
    return f"Postgres {server}, migrated to {version}; row-level security binds us"


def _redis(parts: Parts) -> str:
    told = parts.redis.info("server")
    return f"{told.get('valkey_version') or told['redis_version']} answers"


def _blobs(parts: Parts) -> str:
    parts.settings.blob_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=parts.settings.blob_folder):
        return f"{parts.settings.blob_folder} takes files"


def _key(parts: Parts) -> str:
    from workers.keyring import Keyring

    folder = parts.settings.key_folder
    if folder.stat().st_mode & 0o077:
        raise PermissionError(f"{folder} is open to others; chmod 700")
    return f"reports are signed by {Keyring(folder).active().fingerprint[:16]}…"


def _pdf(_: Parts) -> str:
    from workers.pdf import make_pdf

    pdf = make_pdf("<html lang='en'><title>doctor</title><p>ok</p></html>")
    return f"a page is {len(pdf)} bytes"


def _mail(parts: Parts) -> str:
    url = urlsplit(parts.settings.smtp_url)
    with smtplib.SMTP(url.hostname or "localhost", url.port or 25, timeout=5) as server:
        code, words = server.noop()
    return f"{url.hostname}:{url.port} says {code} {words.decode(errors='replace')}"


def _runner(_: Parts) -> str:
    """By what it last said to the workers of code, who alone reach it."""
    with reading():
        told = capability(at=clock.now())
    if not told.available:
        raise RuntimeError(f"{told.reason} {told.remedy}")
    return f"{told.level}; runtime {told.runtime}"


CHECKS: dict[str, Callable[[Parts], str]] = {
    "database": _database,
    "redis": _redis,
    "blobs": _blobs,
    "key": _key,
    "pdf": _pdf,
    "mail": _mail,
    "runner": _runner,
}
