"""An organisation's own items are proved in the sandbox, part by part, while one looks on."""

from uuid import UUID

from assay.bank import proving
from assay.bank.prover import lane_of, looked_at, proved
from assay.bank.prover_citation import KIND as CITATION
from assay.bank.runner import NoRunner
from assay.core import clock
from assay.core.db import reading, transaction
from workers.means import Means


def prove_item(means: Means, *, proof_run_id: UUID) -> None:
    """No transaction is open while anything runs. What could not be run at all is tried again.

    But for a citation: what this machine can't look up it will not find the next time either.
    """
    with reading():
        package = proving.work_of(proof_run_id)
    if package is None:
        return
    lane = lane_of(means.trials)
    with transaction():
        proving.begin(proof_run_id)
    parts = []
    for part in looked_at(package, means.trials, lane):
        if part.is_lost and part.kind != CITATION:
            raise NoRunner(part.why)
        parts.append(part)
        with transaction():
            proving.note(proof_run_id, part)
    with transaction():
        proving.settle(proof_run_id, proved(package, lane, parts), at=clock.now())
