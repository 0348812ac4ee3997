"""`flask bank export` and `flask bank import`: items as a zip, out of a library's folder and in."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from assay.bank import actions, archive, package
from assay.bank.archive import NotAnArchive
from assay.bank.commands import json_option, library_option
from assay.bank.evidence import Lock
from assay.bank.folder import Problem, Refused
from assay.bank.package import Package
from assay.bank.prover import Proved
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import NotFound
from assay.tenancy import entrances
from assay.tenancy.scope import INSTALLATION, scope
from workers.bank_commands import items_of
from workers.proving import proved


@click.command()
@click.argument("out", type=click.File("wb"))
@click.argument("wanted", nargs=-1, metavar="[ITEM]...")
@library_option
def export(out: IO[bytes], wanted: tuple[str, ...], folder: Path) -> None:
    """Write items of a library to a zip, all where none is named; 1 where one is no item."""
    items, refused = items_of(folder, wanted)
    archive.pack(items, out)
    for one in refused:
        click.echo(str(one), err=True)
    click.echo(f"{len(items)} items are in it, {len(refused)} are none.", err=True)
    raise SystemExit(1 if refused else 0)


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--organisation", "slug", required=True, help="By the word in its addresses.")
@json_option
@with_appcontext
def import_(file: IO[bytes], slug: str, as_json: bool) -> None:
    """Take the items of a zip into an organisation's bank.

    Each is proved here, whatever was proved elsewhere, and is offered if it holds. What can't be
    taken is named with its file, line and reason; 1 where there is any, or a proof does not hold.
    """
    organisation_id = _organisation(slug)
    with TemporaryDirectory(prefix="assay-import-") as place:
        items, problems = _read(file, Path(place))
        tried = list(proved(items))
    lock = Lock(items={one.package.id: one.evidence for one in tried if one.evidence})
    with scope(organisation_id), transaction():
        done = actions.import_packages(items, lock, at=clock.now())
    _tell(tried, problems, done, as_json=as_json)
    raise SystemExit(1 if problems or not all(one.ok for one in tried) else 0)


def _organisation(slug: str) -> UUID:
    try:
        with scope(INSTALLATION), reading():
            return entrances.by_slug(slug)
    except NotFound:
        words = f"{slug}: no such organisation"
        raise click.BadParameter(words, param_hint="--organisation") from None


def _read(file: IO[bytes], place: Path) -> tuple[list[Package], list[Problem]]:
    """(the items, everything that is none, by its path in the zip)"""
    try:
        problems = archive.unpack(file, place)
    except NotAnArchive as error:
        raise click.ClickException(str(error)) from error
    items = []
    for one in package.load_all(place):
        if isinstance(one, Refused):
            problems += [_within(one.folder.relative_to(place), told) for told in one.problems]
        else:
            items.append(one)
    return items, problems


def _within(folder: Path, told: Problem) -> Problem:
    return Problem(
        file=f"{folder.as_posix()}/{told.file}",
        message=told.message,
        line=told.line,
        field=told.field,
    )


def _tell(
    tried: Sequence[Proved], problems: Sequence[Problem], done: actions.Imported, *, as_json: bool
) -> None:
    if as_json:
        told: dict[str, Any] = {
            "items": [{"item": one.package.id, "holds": one.ok, "why": one.why} for one in tried],
            "problems": [one.to_json() for one in problems],
            "new": done.new,
            "published": done.published,
            "known": done.known,
        }
        click.echo(json.dumps(told, indent=1))
        return
    for one in tried:
        click.echo(f"{one.package.id}: {'taken' if one.ok else f'taken, not offered: {one.why}'}")
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{done.new} new, {done.published} published, {done.known} there already.")
