"""`flask bank …`: check a library's folders, import them."""

from pathlib import Path

import click

import assay
from assay.bank import actions, lints, package
from assay.bank.package import Refused
from assay.core import clock
from assay.core.db import transaction
from assay.tenancy.scope import LIBRARY, scope

FOLDER = Path(assay.__file__).parent / "library"
"""The library that ships."""


@click.group()
def bank() -> None:
    """The items that may be asked."""


@bank.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True), default=FOLDER)
def check(folder: Path) -> None:
    """Read every item of a library; 1 where one of them is wrong."""
    items, wrong = list(package.load_all(folder)), 0
    for one in items:
        if isinstance(one, Refused):
            told = [str(one)]
        else:
            told = [f"{one.id}/{problem}" for problem in lints.problems(one)]
        wrong += bool(told)
        for line in told:
            click.echo(line, err=True)
    click.echo(f"{len(items) - wrong} items are well formed, {wrong} are not.")
    raise SystemExit(1 if wrong or not items else 0)


@bank.command("import-library")
@click.argument("folder", type=click.Path(path_type=Path, exists=True), default=FOLDER)
def import_library(folder: Path) -> None:
    """Take the items of a library into the library organisation; proved ones are published."""
    with scope(LIBRARY), transaction():
        done = actions.import_library(folder, at=clock.now())
    click.echo(f"{done.new} new, {done.published} published, {done.known} there already.")
