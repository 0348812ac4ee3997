"""`flask bank …`: check a library's folders, import them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import assay
from assay.bank import actions, coverage, evidence, lints, package, quotas
from assay.bank.evidence import Damaged
from assay.bank.folder import Problem, Refused
from assay.bank.gaps import gaps
from assay.bank.package import Package
from assay.core import clock
from assay.core.db import transaction
from assay.tenancy.scope import LIBRARY, scope

FOLDER = Path(assay.__file__).parent / "library"
"""The library that ships."""

library_option: Callable[[Any], Any] = click.option(
    "--library",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=FOLDER,
    help="Another library than the one that ships.",
)
json_option: Callable[[Any], Any] = click.option(
    "--json", "as_json", is_flag=True, help="Tell it as JSON."
)


@click.group()
def bank() -> None:
    """The items that may be asked."""


@bank.command()
@library_option
@json_option
def check(folder: Path, as_json: bool) -> None:
    """Read every item of a library, and what they are together; 1 where something is wrong.

    Only the library that ships has quotas: another one may hold what its owners need.
    """
    items = list(package.load_all(folder))
    wrong = [(_name(one), found) for one in items if (found := problems_of(one))]
    formed = [one for one in items if isinstance(one, Package)]
    across = list(lints.across(formed))
    lacking = list(quotas.missing(formed)) if folder.resolve() == FOLDER.resolve() else []
    if as_json:
        told = [{"item": name, **one.to_json()} for name, found in wrong for one in found]
        report = {"items": len(items), "problems": told, "library": across, "quotas": lacking}
        click.echo(json.dumps(report, indent=1))
    else:
        each = [f"{name}/{one}" for name, found in wrong for one in found]
        for line in (*each, *across, *lacking):
            click.echo(line, err=True)
        click.echo(f"{len(items) - len(wrong)} items are well formed, {len(wrong)} are not.")
    raise SystemExit(1 if wrong or across or lacking or not items else 0)


@bank.command("coverage")
@library_option
def tell_coverage(folder: Path) -> None:
    """Print what a library covers, as the page docs/reference/library.md has it."""
    items = [one for one in package.load_all(folder) if isinstance(one, Package)]
    click.echo(coverage.page(items, evidence.read(folder)), nl=False)


@bank.command("import-library")
@library_option
def import_library(folder: Path) -> None:
    """Take the items of a library into the library organisation; proved ones are published."""
    try:
        with scope(LIBRARY), transaction():
            done = actions.import_library(folder, at=clock.now())
    except (Refused, Damaged) as error:
        raise click.ClickException(f"nothing was imported.\n{error}") from error
    click.echo(f"{done.new} new, {done.published} published, {done.known} there already.")


def problems_of(one: Package | Refused) -> list[Problem]:
    """Why it is no item, what is still to be written, or else what its lints say."""
    if isinstance(one, Refused):
        return one.problems
    return list(gaps(one.files)) or lints.problems(one)


def _name(one: Package | Refused) -> str:
    return one.name if isinstance(one, Refused) else one.id
