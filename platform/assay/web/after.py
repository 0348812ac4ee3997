"""After the end of a sitting: what the candidate asks for, and the answers that came late."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.assessments import papers
from assay.assessments import queries as assessments
from assay.bank.content import parse
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound, NotReady
from assay.decisions import naming
from assay.decisions.naming import Called
from assay.invitations import afterwards, queries
from assay.invitations.models import Request
from assay.marking import queries as marking
from assay.marking import queue, remarking
from assay.sittings import late, late_files
from assay.sittings import queries as sittings
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch
from assay.web.answering import acting, blame, go, page, refused
from assay.web.answers import as_given
from assay.web.forms.after import AcceptForm, LateFileForm, ReplyForm
from assay.web.guards import member

pages = Blueprint("after", __name__, url_prefix="/o/<slug>/invitations/<uuid:invitation_id>/after")

SHOW = "after/show.html"
TITLES = {"review": "A person is to look again", "erase": "Everything is to be erased"}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A request of who has sat, as pages tell it; `by` is until when an erasure is carried out."""

    id: UUID
    invitation_id: UUID
    kind: str
    title: str
    number: str
    text: str
    asked_at: datetime
    by: datetime | None
    reply: str
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A late answer beside the one that counts, each as its reader understands it.

    `can_count`: it may be accepted now.
    """

    late: late.Late
    title: str
    given: Any
    counts: Any
    by: str
    can_count: bool


@pages.get("")
@member("candidates.read")
def show(invitation_id: UUID) -> str:
    return page(SHOW, **_shown(invitation_id))


@pages.post("/requests/<uuid:request_id>")
@member("decisions.write")
def reply(invitation_id: UUID, request_id: UUID) -> Response:
    shown = _shown(invitation_id)
    if fetch(Request, request_id).invitation_id != invitation_id:
        raise NotFound("Request")
    form = shown["reply_form"]
    if form.validate():
        try:
            with transaction():
                afterwards.reply(request_id, text=form.text.data, by=acting(), at=clock.now())
            flash("The candidate reads your answer on the page of their result.")
            return go("after.show", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/file")
@member("answers.accept")
def take_file(invitation_id: UUID) -> Response:
    """Keep the answers of a file that the candidate sent; none of them counts by that."""
    shown = _shown(invitation_id)
    form, sitting = shown["file_form"], _sitting(shown)
    if form.validate():
        try:
            with closing(form.file.data) as sent:
                file = late_files.parse(sent.read(late_files.MOST_BYTES + 1))
            secret = current_app.extensions["assay"].settings.secret_key
            with transaction():
                new = late.keep_file(sitting.id, file, secret=secret, by=acting(), at=clock.now())
            flash(_said(new))
            return go("after.show", "late", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/accept")
@member("answers.accept")
def accept(invitation_id: UUID) -> Response:
    """Have one late answer counted, with a reason."""
    shown = _shown(invitation_id)
    form, sitting = AcceptForm(), _sitting(shown)
    shown["accept_form"] = form
    if form.validate():
        try:
            with transaction():
                remarking.accept_late(
                    sitting.id, form.position.data, form.seq.data, form.key.data,
                    reason=form.reason.data, by=acting(), at=clock.now(),
                )  # fmt: skip
            flash("It counts from now on. Once it is marked, the report is made anew.")
            return go("after.show", "late", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
        except NotReady:
            form.form_errors.append("Wait until the answers are marked, then do it again.")
        except Conflict:
            form.form_errors.append(
                "A person gave this question’s points in place of the engine’s: they stand."
            )
    return refused(SHOW, **shown)


def wishes(requests: Iterable[Request], whose: Mapping[UUID, Called]) -> list[Wish]:
    """Those of them that are made after the end; `whose` has each invitation."""
    return [
        Wish(
            id=one.id, invitation_id=one.invitation_id, kind=one.kind, title=TITLES[one.kind],
            number=afterwards.number(one), text=whose[one.invitation_id].text(one.text),
            asked_at=one.asked_at,
            by=afterwards.erased_by(one) if one.kind == afterwards.ERASE else None,
            reply=whose[one.invitation_id].text(one.reply), answered_at=one.answered_at,
        )
        for one in requests
        if one.kind in TITLES
    ]  # fmt: skip


def _shown(invitation_id: UUID) -> dict[str, Any]:
    invitation = queries.one(invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    assessment = assessments.one(version.assessment_id, viewer=g.member)
    sitting, called = sittings.of_invitation(invitation_id), naming.called(invitation_id)
    ended = sitting is not None and sitting.state in late.ENDED
    return {
        "assessment": assessment,
        "person": called.over(queries.landing(invitation_id)),
        "sitting": sitting if ended else None,
        "wishes": wishes(queries.requests(invitation_id), {invitation_id: called}),
        "late": _late(sitting, called) if sitting is not None and ended else [],
        "reply_form": ReplyForm(),
        "file_form": LateFileForm(),
        "accept_form": AcceptForm(formdata=None),
    }


def _sitting(shown: dict[str, Any]) -> Sitting:
    sitting = shown["sitting"]
    if not isinstance(sitting, Sitting):
        raise NotFound("Sitting")
    return sitting


def _late(sitting: Sitting, called: Called) -> list[Shown]:
    answers = sittings.answers(sitting.id)
    is_marked, waits = marking.find_result(sitting.id) is not None, queue.waits(sitting.id)
    found = []
    for one in late.kept(sitting.id):
        _, item = papers.question(sitting.paper_id, one.position)
        content, counts = parse(item.kind, item.content), answers.get(one.position)
        found.append(
            Shown(
                late=one,
                title=item.title,
                given=as_given(content, one.value, called),
                counts=as_given(content, counts.value if counts else None, called),
                by=accounts.person(one.by).name if one.by else "",
                can_count=is_marked or one.position in waits,
            )
        )
    return found


def _said(new: int) -> str:
    if not new:
        return "Nothing new: each of these answers is kept already."
    kept = "1 answer is" if new == 1 else f"{new} answers are"
    return f"{kept} kept as late. None counts unless you accept it."
