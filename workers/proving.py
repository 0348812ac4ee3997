"""proved(): items' proofs, run on this machine by one more than it has cores.

Each proof waits now and then for a process to begin or to end.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click

from assay.bank.package import Package
from assay.bank.prover import Proved, lane_of, prove_all
from assay.bank.prover_jobs import Failed
from assay.bank.runner import NoRunner
from workers.sandbox.engine import Sandbox
from workers.sandbox.runtime import DEFAULT, LOCKS
from workers.sdists import Sdists


def proved(
    items: Sequence[Package],
    *,
    runtime: str = DEFAULT,
    lock: Path = LOCKS / f"{DEFAULT}.lock",
) -> Iterator[Proved]:
    """Each as its proofs are run, in this order; ClickException where nothing can be."""
    if not items:
        return
    at_once = (os.cpu_count() or 1) + 1
    with closing(Sandbox(runtime=runtime, warm=at_once, reuse=True)) as runner:
        try:
            lane = lane_of(runner)
            yield from prove_all(items, runner, lane, Sdists(lock), at_once=at_once)
        except (Failed, NoRunner) as error:
            raise click.ClickException(f"nothing can be run here: {error}") from error
