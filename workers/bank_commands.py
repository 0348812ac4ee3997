"""`flask bank prove`: run every item's proofs, and keep what was seen in the evidence lock."""

from pathlib import Path

import click

from assay.bank import evidence, package
from assay.bank.commands import FOLDER
from assay.bank.evidence import Lock
from assay.bank.package import Refused
from assay.bank.prover import lane_of
from assay.bank.prover import prove as proved
from workers.local_runner import LocalRunner


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True), default=FOLDER)
@click.option("--keep", is_flag=True, help="Write the evidence lock; else only compare with it.")
def prove(folder: Path, keep: bool) -> None:
    """Prove every item of a library; 1 where one does not hold, or the lock is of other files."""
    runner = LocalRunner()
    lane, kept, seen, wrong = lane_of(runner), evidence.read(folder), {}, 0
    for one in package.load_all(folder):
        if isinstance(one, Refused):
            click.echo(str(one), err=True)
            wrong += 1
            continue
        told = proved(one, runner, lane)
        known = keep or kept.of(one.id, one.digest) is not None
        words = "holds" if told.ok else told.why
        click.echo(
            f"{one.id:<40} {told.seconds:5.2f} s  {words}{'' if known else ' (not in the lock)'}"
        )
        if told.evidence:
            seen[one.id] = told.evidence
        wrong += not told.ok or not known
    if keep:
        evidence.write(folder, Lock(items=seen))
    click.echo(f"{len(seen)} items hold, {wrong} do not or are not in the lock.")
    raise SystemExit(1 if wrong or not seen else 0)
