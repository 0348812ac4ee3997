"""`flask bank prove --lane`: items' proofs with another version of Flask than we run on."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from assay.bank.folder import Refused
from assay.bank.package import Package
from assay.bank.prover import Proved
from workers.lanes import NoLane, track, verdict
from workers.proving import proved
from workers.sandbox.runtime import NotBuilt


def prove_in(
    lane: str, items: Sequence[Package], refused: Sequence[Refused], *, as_json: bool
) -> None:
    """Prove and tell; 1 where an item fails within its range, or is none.

    Where the lane has no release there is nothing to prove, and nothing wrong.
    """
    try:
        found = track(lane)
    except NoLane as none:
        click.echo(json.dumps({"lane": lane, "items": []}) if as_json else str(none))
        return
    except NotBuilt as error:
        raise click.ClickException(f"the lane {lane} can't be built: {error}") from error
    lines = []
    for told in proved(items, runtime=found.runtime, lock=found.lock):
        lines.append(_line(told))
        if not as_json:
            click.echo(_words(lines[-1]))
    counts = Counter(line["verdict"] for line in lines)
    if as_json:
        click.echo(json.dumps({"lane": lane, "items": lines}, indent=1))
    else:
        for one in refused:
            click.echo(str(one), err=True)
        click.echo(f"Lane {lane}: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + ".")
    raise SystemExit(1 if counts["fails"] or refused or not items else 0)


def _line(told: Proved) -> dict[str, Any]:
    verdict_ = verdict(told)
    why = told.why if verdict_ in ("fails", "out of range") else ""
    return {"item": told.package.id, "verdict": verdict_, "why": why, "seconds": told.seconds}


def _words(line: dict[str, Any]) -> str:
    """Of what is out of range only that; the reason of it is its `valid`."""
    why = f": {line['why']}" if line["verdict"] == "fails" else ""
    return f"{line['item']:<40} {line['seconds']:5.2f} s  {line['verdict']}{why}"
