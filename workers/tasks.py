"""All background work on one page: look, do the slow part, keep the outcome.

Each function may be called again: what was done before is found, and stands.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from platform import node
from typing import NamedTuple
from uuid import UUID, uuid4

from celery import Celery

from assay.accounts import actions as accounts
from assay.accounts import queries as members
from assay.bank import actions as bank
from assay.bank.runner import NoneHere, Runner
from assay.bank.submission import held, limits_of, tried
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import NotFound
from assay.core.settings import Settings
from assay.core.signing import Sealer
from assay.core.storage import Blobs
from assay.invitations import actions as invitations
from assay.invitations import letters as invitation_letters
from assay.invitations import queries as invited
from assay.marking import actions as marking
from assay.marking import queries as marks
from assay.marking import running, runs
from assay.marking.engines import outcome_at_once
from assay.reports import actions as reports
from assay.reports import data, html
from assay.reports import letters as report_letters
from assay.reports import queries as reported
from assay.sittings import actions as sittings
from assay.sittings import letters as sitting_letters
from assay.sittings import queries as sat
from assay.tenancy.letterhead import LOGO_ID, Letterhead
from assay.tenancy.queries import letterhead, organisation
from assay.tenancy.scope import current, every_organisation, scope
from workers.base import job
from workers.mail import Mailer, Message
from workers.queues import CODE, DRAW, MAIL, MARK, REPORT, SWEEP, TRIAL, Queue

log = logging.getLogger("assay.tasks")


class Printed(NamedTuple):
    """A signed PDF, and the fingerprint of the certificate that signed it."""

    pdf: bytes
    certificate: str


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the tasks need from outside."""

    settings: Settings
    mailer: Mailer
    sealer: Sealer
    blobs: Blobs
    printed: Callable[[str, bytes], Printed]
    """HTML, and the data that is attached to it."""
    runner: Runner = field(default_factory=NoneHere)
    trials: Runner = field(default_factory=NoneHere)
    """The same for what candidates try out, after all that is to be marked."""


def draw_paper(means: Means, *, invitation_id: UUID) -> None:
    """The candidate's own paper, drawn once."""
    with transaction():
        invitations.draw(invitation_id)


def send_invitation(means: Means, *, invitation_id: UUID) -> None:
    """A link is minted for each letter; only its digest stays."""
    with transaction():
        landing = invited.landing(invitation_id)
        if landing.withdrawn_at:
            return
        token = invitations.mint_link(invitation_id)
        head = letterhead()
    link = f"{means.settings.base_url}/sit/i/{token}"
    again = landing.sent_at is not None
    letter = invitation_letters.compose(landing, link=link, at=clock.now(), again=again, head=head)
    logo = _logo(means, letter.html, head)
    means.mailer.send(Message(key=f"invitation.{uuid4()}", logo=logo, **asdict(letter)))
    with transaction():
        invitations.mark_sent(invitation_id, at=clock.now())


def send_receipt(means: Means, *, sitting_id: UUID) -> None:
    """Tell the candidate what was handed in, and how it could be shown later."""
    with reading():
        sitting = sat.by_id(sitting_id)
        landing = invited.landing(sitting.invitation_id)
        assert sitting.ended_at is not None
        receipt = sitting_letters.Receipt(
            answered=sum(answer.value is not None for answer in sat.answers(sitting_id).values()),
            questions=sat.questions(sitting.paper_id),
            ended_at=sitting.ended_at,
            time_ran_out=sitting.state == "expired",
            digest=sat.receipt(sitting_id),
        )
        head = letterhead()
    letter = sitting_letters.compose(landing, receipt, head=head)
    logo = _logo(means, letter.html, head)
    means.mailer.send(Message(key=f"receipt.{sitting_id}", logo=logo, **asdict(letter)))


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
            logo=_logo(means, html, head),
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
    """Tell who invited the candidate that the report is ready, unless they have left."""
    with transaction():
        if letter := _ready(means, report_id):
            accounts.write_letter(**asdict(letter), sealer=means.sealer)


def _ready(means: Means, report_id: UUID) -> report_letters.Letter | None:
    sitting = sat.by_id(reported.by_id(report_id).sitting_id)
    invitation = invited.one(sitting.invitation_id)
    landing = invited.landing(invitation.id)
    inviter = members.person(invitation.invited_by)
    if not inviter.is_here:
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


def _logo(means: Means, html: str, head: Letterhead) -> bytes | None:
    """The organisation's logo, where the letter shows it and it still hangs."""
    if head.logo_key is None or LOGO_ID not in html:
        return None
    try:
        return means.blobs.get(head.logo_key)
    except NotFound:
        return None


def mark_sitting(means: Means, *, sitting_id: UUID) -> None:
    """What needs no run is marked at once; the rest is asked for, and settles it when it comes."""
    with reading():
        scripts = marks.scripts(sitting_id)
    outcomes = {
        script.position: outcome
        for script in scripts
        if (
            outcome := outcome_at_once(
                script.kind, script.content, script.key, script.value, script.points
            )
        )
    }
    with transaction():
        if marking.settle(sitting_id, outcomes, at=clock.now()) is None:
            running.ask_to_mark(sitting_id, at=clock.now())


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
    verify_url = f"{means.settings.base_url}/verify/{report_id}"
    page = html.render(content, verify_url=verify_url)
    pdf, certificate = means.printed(page, data.result(content))
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


def sweep_overdue(means: Means) -> int:
    """Close every sitting whose grace has passed, each in its own try; how many were due."""
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
    (draw_paper, DRAW),
    (send_invitation, MAIL),
    (send_receipt, MAIL),
    (send_letter, MAIL),
    (send_welcome, MAIL),
    (notify_members, MAIL),
    (mark_sitting, MARK),
    (mark_code, CODE),
    (try_code, TRIAL),
    (issue_report, REPORT),
)


def register(celery: Celery, means: Means) -> None:
    """Make every function a task of its own name."""
    for work, queue in JOBS:
        job(celery, work, queue, means)

    @celery.task(name="sweep_overdue", shared=False, time_limit=SWEEP.seconds)  # type: ignore[untyped-decorator]
    def _() -> None:
        with celery.flask.app_context():
            sweep_overdue(means)

    @celery.task(name="look_at_runner", shared=False, time_limit=CODE.seconds)  # type: ignore[untyped-decorator]
    def _() -> None:
        with celery.flask.app_context():
            look_at_runner(means)
