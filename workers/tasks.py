"""JOBS, all background work on one page, and the marking: look, do the slow part, keep the outcome.

Each function may be called again: what was done before is found, and stands.
"""

import logging
from collections.abc import Callable
from platform import node
from uuid import UUID

from celery import Celery

from assay.audit import checking
from assay.audit import queries as audit
from assay.bank import actions as bank
from assay.bank.submission import held, limits_of, tried
from assay.core import clock
from assay.core.db import reading, transaction
from assay.invitations import actions as invitations
from assay.marking import actions as marking
from assay.marking import correcting, judging, remarking, running, runs
from assay.marking import queries as marks
from assay.sittings import actions as sittings
from assay.sittings import away, extending
from assay.sittings import queries as sat
from assay.tenancy.scope import every_organisation, scope
from workers.base import job
from workers.bulk import carry_out
from workers.feedback import send_feedback
from workers.importing import check_import, drop_old_imports, run_import
from workers.issuing import issue_report, make_anonymous_copy
from workers.item_proofs import prove_item
from workers.letters import hand_on_letters, send_invitation, send_planned_letter, send_receipt
from workers.means import Means
from workers.member_letters import notify_members, send_letter, send_welcome
from workers.queues import BULK, CODE, DRAW, INVITE, MAIL, MARK, PROVE, REPORT, SWEEP, TRIAL, Queue
from workers.requests import send_answer, tell_of_request

log = logging.getLogger("assay.tasks")


def draw_paper(means: Means, *, invitation_id: UUID) -> None:
    """The candidate's own paper, drawn once."""
    with transaction():
        invitations.draw(invitation_id)


def mark_sitting(means: Means, *, sitting_id: UUID) -> None:
    """What needs no run is marked at once; the rest is asked for, and settles it when it comes."""
    with reading():
        scripts = marks.scripts(sitting_id)
    outcomes = {
        script.position: outcome for script in scripts if (outcome := judging.judged(script))
    }
    with transaction():
        if marking.settle(sitting_id, outcomes, at=clock.now()) is None:
            running.ask_to_mark(sitting_id, at=clock.now())


def remark_sitting(means: Means, *, sitting_id: UUID) -> None:
    """A late answer counts, or a key was corrected: marked at once where nothing is to be run."""
    with transaction():
        remarking.remark(sitting_id, {}, at=clock.now())
        running.ask_to_remark(sitting_id, at=clock.now())


def spread_correction(means: Means, *, correction_id: UUID) -> None:
    """Everybody whom a correction touches is marked again, each in a job of their own."""
    with transaction():
        correcting.spread(correction_id)


def mark_code(means: Means, *, run_id: UUID) -> None:
    """One answer of files, held against what is hidden; no transaction is open meanwhile."""
    with reading():
        work = runs.work_of(run_id)
    if work is None:
        return
    verdict = held(means.runner, work.content, work.key, work.files, seed=work.seed)
    with transaction():
        running.keep(run_id, verdict, limits_of(work.key), at=clock.now())


def try_code(means: Means, *, run_id: UUID) -> None:
    """A candidate's files, with the tests that the candidate sees."""
    with reading():
        work = runs.work_of(run_id)
    if work is None:
        return
    verdict = tried(means.trials, work.content, work.key, work.files)
    with transaction():
        running.keep(run_id, verdict, limits_of(work.key), at=clock.now())


def look_at_runner(means: Means) -> None:
    """Whether foreign code can be run, written down for those who may not ask the runner."""
    capability = means.runner.capability()
    with transaction():
        bank.keep_capability(node(), capability, at=clock.now())


def check_chain(means: Means, *, check_id: UUID) -> None:
    """Look the audit's chain through, and keep what was found."""
    with reading():
        found = audit.chain()
    with transaction():
        checking.settle_check(check_id, found, at=clock.now())


def credit_outages(means: Means) -> int:
    """Give running sittings back what the last outage took, each in its own try; how many."""
    with reading():
        until = away.last_outage()
    if until is None:
        return 0
    with every_organisation(means.settings, why="whom did our outage cost time?") as connection:
        found = away.unjudged(connection, until)
    for organisation_id, sitting_id in found:
        try:
            with scope(organisation_id), transaction():
                extending.credit(sitting_id, at=clock.now())
        except Exception:
            log.exception("sitting=%s organisation=%s not credited", sitting_id, organisation_id)
    return len(found)


def sweep_overdue(means: Means) -> int:
    """Close every sitting whose grace has passed, each in its own try; how many were due."""
    credit_outages(means)
    with every_organisation(means.settings, why="whose time is up?") as connection:
        due = sat.overdue(connection, at=clock.now())
    for organisation_id, sitting_id in due:
        try:
            with scope(organisation_id), transaction():
                sittings.expire(sitting_id, at=clock.now())
        except Exception:
            log.exception("sitting=%s organisation=%s did not expire", sitting_id, organisation_id)
    return len(due)


JOBS: tuple[tuple[Callable[..., None], Queue], ...] = (
    (check_import, INVITE),
    (run_import, INVITE),
    (draw_paper, DRAW),
    (send_invitation, MAIL),
    (send_planned_letter, MAIL),
    (send_receipt, MAIL),
    (send_letter, MAIL),
    (send_welcome, MAIL),
    (notify_members, MAIL),
    (tell_of_request, MAIL),
    (send_answer, MAIL),
    (send_feedback, MAIL),
    (mark_sitting, MARK),
    (remark_sitting, MARK),
    (spread_correction, MARK),
    (mark_code, CODE),
    (try_code, TRIAL),
    (prove_item, PROVE),
    (issue_report, REPORT),
    (make_anonymous_copy, REPORT),
    (carry_out, BULK),
    (check_chain, REPORT),
)


def register(celery: Celery, means: Means) -> None:
    """Make every function a task of its own name."""
    for work, queue in JOBS:
        job(celery, work, queue, means)

    @celery.task(name="sweep_overdue", shared=False, time_limit=SWEEP.seconds)  # type: ignore[untyped-decorator]
    def _() -> None:
        with celery.flask.app_context():
            sweep_overdue(means)

    @celery.task(name="hand_on_letters", shared=False, time_limit=SWEEP.seconds)  # type: ignore[untyped-decorator]
    def _() -> None:
        with celery.flask.app_context():
            hand_on_letters(means)

    @celery.task(name="drop_old_imports", shared=False, time_limit=SWEEP.seconds)  # type: ignore[untyped-decorator]
    def _() -> None:
        with celery.flask.app_context():
            drop_old_imports(means)

    @celery.task(name="look_at_runner", shared=False, time_limit=CODE.seconds)  # type: ignore[untyped-decorator]
    def _() -> None:
        with celery.flask.app_context():
            look_at_runner(means)
