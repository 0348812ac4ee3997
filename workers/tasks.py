"""All background work on one page: look, do the slow part, keep the outcome.

Each function may be called again: what was done before is found, and stands.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from platform import node
from uuid import UUID

from celery import Celery

from assay.accounts import actions as accounts
from assay.accounts import queries as members
from assay.audit import checking
from assay.audit import queries as audit
from assay.bank import actions as bank
from assay.bank.submission import held, limits_of, tried
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import NotFound
from assay.decisions import naming
from assay.invitations import actions as invitations
from assay.invitations import queries as invited
from assay.invitations.asked import inviter_of
from assay.marking import actions as marking
from assay.marking import correcting, judging, remarking, running, runs
from assay.marking import queries as marks
from assay.reports import actions as reports
from assay.reports import copies, data, html
from assay.reports import letters as report_letters
from assay.reports import queries as reported
from assay.reports.content import Content
from assay.sittings import actions as sittings
from assay.sittings import away, extending, receipts
from assay.sittings import letters as sitting_letters
from assay.sittings import queries as sat
from assay.tenancy.letterhead import Letterhead
from assay.tenancy.queries import letterhead, organisation
from assay.tenancy.scope import current, every_organisation, scope
from workers.base import job
from workers.bulk import carry_out
from workers.complaints import LettersMissing
from workers.feedback import send_feedback
from workers.importing import check_import, drop_old_imports, run_import
from workers.item_proofs import prove_item
from workers.letters import hand_on_letters, send_invitation, send_planned_letter
from workers.mail import Message
from workers.means import Means as Means
from workers.means import Printed as Printed
from workers.posting import post
from workers.queues import BULK, CODE, DRAW, INVITE, MAIL, MARK, PROVE, REPORT, SWEEP, TRIAL, Queue
from workers.requests import send_answer, tell_of_request

log = logging.getLogger("assay.tasks")


def draw_paper(means: Means, *, invitation_id: UUID) -> None:
    """The candidate's own paper, drawn once."""
    with transaction():
        invitations.draw(invitation_id)


def send_receipt(means: Means, *, sitting_id: UUID) -> None:
    """Tell the candidate what was handed in, and how it could be shown later."""
    with reading():
        sitting = sat.by_id(sitting_id)
        landing = invited.landing(sitting.invitation_id)
        kept = receipts.kept(sitting)
        decided_by, kept_until = receipts.decided_by(sitting), receipts.kept_until(sitting)
        assert sitting.ended_at is not None
        assert decided_by is not None
        assert kept_until is not None
        receipt = sitting_letters.Receipt(
            answered=sum(one.is_answered for one in kept),
            questions=len(kept),
            ended_at=sitting.ended_at,
            time_ran_out=sitting.state == "expired",
            digest=sat.receipt(sitting_id),
            kept=kept,
            decided_by=decided_by,
            kept_until=kept_until,
            shows_result=receipts.agreed(sitting).shows_result,
        )
        head = letterhead()
    letter = sitting_letters.compose(landing, receipt, head=head)
    invitation_id, key = landing.invitation_id, f"receipt.{sitting_id}"
    post(means, letter, invitation_id=invitation_id, kind="receipt", head=head, key=key)


def send_letter(means: Means, *, letter_id: UUID) -> None:
    """A letter that lies sealed in the database: opened, sent, and blanked."""
    with reading():
        letter, head = members.letter(letter_id), letterhead()
    if letter.sent_at or letter.sealed_body is None:
        return
    text, html = accounts.open_body(letter, sealer=means.sealer)
    means.mailer.send(
        Message(
            key=f"letter.{letter_id}",
            recipient=letter.recipient,
            subject=letter.subject,
            text=text,
            html=html,
            logo=means.logo(html, head),
        )
    )
    with transaction():
        accounts.mark_letter_sent(letter_id, at=clock.now())


def send_welcome(means: Means, *, member_id: UUID) -> None:
    """A letter with a link to choose a password; it goes its own way through the outbox."""
    with transaction():
        base_url = means.settings.base_url
        accounts.welcome_letter(member_id, base_url=base_url, sealer=means.sealer)


def notify_members(means: Means, *, report_id: UUID) -> None:
    """Tell who invited the candidate that the report is ready, unless they see it no more."""
    with transaction():
        if letter := _ready(means, report_id):
            accounts.write_letter(**asdict(letter), sealer=means.sealer)


def _ready(means: Means, report_id: UUID) -> report_letters.Letter | None:
    sitting = sat.by_id(reported.by_id(report_id).sitting_id)
    invitation = invited.one(sitting.invitation_id)
    landing = naming.landing(invitation.id)
    if (inviter := inviter_of(invitation)) is None:
        return None
    return report_letters.compose(
        report_letters.Ready(
            recipient=inviter.email,
            member=inviter.name,
            candidate=landing.candidate,
            assessment=landing.assessment,
            organisation=landing.organisation,
            link=f"{means.settings.base_url}/o/{organisation().slug}/reports/{report_id}",
        ),
        head=letterhead(),
    )


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


def issue_report(means: Means, *, sitting_id: UUID) -> None:
    """The signed PDF under its reserved id; what other makers left, or a killed one, goes."""
    with reading():
        report_id = reports.reserve(sitting_id)
        content = reported.content(sitting_id)
        result_id = marks.result_of(sitting_id).id
    if reported.is_issued(report_id):
        return
    pdf, certificate = _printed(means, content)
    digest = hashlib.sha256(pdf).digest()
    stem = f"reports/{current()}/{report_id}."
    blob_key = f"{stem}{digest.hex()[:16]}.pdf"
    means.blobs.put(blob_key, pdf)
    with transaction():
        report = reports.issue(
            report_id,
            sitting_id=sitting_id,
            result_id=result_id,
            digest=digest,
            size=len(pdf),
            blob_key=blob_key,
            certificate=certificate,
            at=clock.now(),
        )
    means.blobs.keep_only(report.blob_key, of=stem)


def make_anonymous_copy(means: Means, *, report_id: UUID) -> None:
    """The same report, signed, without whom it is about; once."""
    with reading():
        report = reported.by_id(report_id)
        if copies.find(report_id) is not None:
            return
        told = copies.without_name(report, reported.content_of(report))
    pdf, certificate = _printed(means, told)
    digest = hashlib.sha256(pdf).digest()
    stem = f"reports/{current()}/{report_id}-anonymous."
    blob_key = f"{stem}{digest.hex()[:16]}.pdf"
    means.blobs.put(blob_key, pdf)
    with transaction():
        copy = copies.keep_copy(
            report_id,
            digest=digest,
            size=len(pdf),
            blob_key=blob_key,
            certificate=certificate,
            at=clock.now(),
        )
    means.blobs.keep_only(copy.blob_key, of=stem)


def check_chain(means: Means, *, check_id: UUID) -> None:
    """Look the audit's chain through, and keep what was found."""
    with reading():
        found = audit.chain()
    with transaction():
        checking.settle_check(check_id, found, at=clock.now())


def _printed(means: Means, content: Content) -> Printed:
    """The signed document; letters of answers that no font here has are told by their numbers."""
    with reading():
        head = letterhead()
    verify_url = f"{means.settings.base_url}/verify/{content.report_id}"
    render = partial(
        html.render, content, verify_url=verify_url, head=head, logo=_head_logo(means, head)
    )
    result = data.result(content)
    try:
        return means.printed(render(), result)
    except LettersMissing as error:
        return means.printed(render(missing=error.letters), result)


def _head_logo(means: Means, head: Letterhead) -> bytes | None:
    """The organisation's logo, where it hangs."""
    if head.logo_key is None:
        return None
    try:
        return means.blobs.get(head.logo_key)
    except NotFound:
        return None


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
