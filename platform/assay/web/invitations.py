"""The page of one invitation: its state, its result, and the acts on it; the decision above all."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.core.languages import LANGUAGES
from assay.decisions import actions as decisions
from assay.decisions import naming
from assay.decisions import queries as decided
from assay.invitations import actions, mailing, planning, queries
from assay.marking import queries as marking
from assay.marking import queue
from assay.reports import queries as reports
from assay.sittings import extending, late
from assay.sittings import queries as sitting_queries
from assay.web import after, noting, requests, tries
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.decisions import DecisionForm, NoteForm, TagForm
from assay.web.forms.fields import to_instant, to_local
from assay.web.forms.invitations import AddressForm, ExtraTimeForm, MoreTimeForm, WindowForm
from assay.web.guards import member
from assay.web.looks import zone

pages = Blueprint("invitations", __name__, url_prefix="/o/<slug>/invitations/<uuid:invitation_id>")

SHOW = "invitations/show.html"
ENDED = "The sitting has ended meanwhile: no time can be given any more."


@pages.get("")
@member("candidates.read")
def show(invitation_id: UUID) -> str:
    return page(SHOW, **shown_of(invitation_id))


@pages.post("/decide")
@member("decisions.write")
def decide(invitation_id: UUID) -> Response:
    shown = shown_of(invitation_id)
    form = shown["form"]
    if form.validate():
        try:
            with transaction():
                decisions.decide(
                    invitation_id, verdict=form.verdict.data, reason=form.reason.data, by=acting()
                )
            flash("The decision is recorded, with your name and the reason.")
            return go("invitations.show", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/withdraw")
@member("candidates.invite")
def withdraw(invitation_id: UUID) -> Response:
    visible(invitation_id)
    with transaction():
        actions.withdraw(invitation_id, by=acting())
    flash("The invitation is withdrawn: its links open nothing any more.")
    return go("invitations.show", invitation_id=invitation_id)


@pages.post("/resend")
@member("candidates.invite")
def resend(invitation_id: UUID) -> Response:
    visible(invitation_id)
    with transaction():
        actions.resend(invitation_id, by=acting())
    flash("A letter with a new link is on its way.")
    return go("invitations.show", invitation_id=invitation_id)


@pages.post("/link")
@member("candidates.invite")
def link(invitation_id: UUID) -> str:
    """A link to hand on, on this answer only: it is kept nowhere."""
    visible(invitation_id)
    with transaction():
        token = actions.copy_link(invitation_id, by=acting())
    return page(SHOW, link=address_of(token), **shown_of(invitation_id))


@pages.post("/accommodation")
@member("candidates.invite")
def accommodation(invitation_id: UUID) -> Response:
    shown = shown_of(invitation_id)
    form = shown["extra_form"]
    if form.validate():
        try:
            with transaction():
                actions.grant_accommodation(
                    invitation_id,
                    percent=form.percent.data or 0,
                    minutes=form.minutes.data or 0,
                    by=acting(),
                )
            flash("The extra time is granted.")
            return go("invitations.show", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/window")
@member("candidates.invite")
def window(invitation_id: UUID) -> Response:
    """Another last moment to start, also after the first has passed."""
    shown = shown_of(invitation_id)
    form = shown["window_form"] = WindowForm()
    if form.validate():
        start_by = to_instant(form.start_by.data, zone())
        assert start_by is not None  # the form asks for it
        try:
            with transaction():
                actions.postpone(
                    invitation_id,
                    start_by=start_by,
                    finish_by=to_instant(form.finish_by.data, zone()),
                    by=acting(),
                )
            flash("The window is moved. Send the letter again to tell them.")
            return go("invitations.show", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/more-time")
@member("candidates.invite")
def more_time(invitation_id: UUID) -> Response:
    """For a sitting that runs; its page tells the candidate within seconds."""
    shown = shown_of(invitation_id)
    form, sitting = shown["more_time_form"], shown["sitting"]
    if sitting is None:
        raise NotFound("Sitting")
    if form.validate():
        try:
            with transaction():
                extending.extend(
                    sitting.id, seconds=60 * form.more_minutes.data, by=acting(), at=clock.now()
                )
            flash("The sitting has more time, and its page says so.")
            return go("invitations.show", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
        except Conflict:
            form.more_minutes.errors = [ENDED]
            shown = {**shown_of(invitation_id), "more_time_form": form}
    return refused(SHOW, **shown)


def address_of(token: str) -> str:
    """What the candidate opens."""
    return f"{current_app.extensions['assay'].settings.base_url}/sit/i/{token}"


def visible(invitation_id: UUID) -> Any:
    """The invitation and its version, if its assessment is this member's to see; else NotFound."""
    invitation = queries.one(invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    return invitation, version, assessments.one(version.assessment_id, viewer=g.member)


def shown_of(invitation_id: UUID) -> dict[str, Any]:
    """What the page shows: the state, the result where there is one, what may be done."""
    invitation, version, assessment = visible(invitation_id)
    called = naming.called(invitation_id)
    landing, whose = called.over(queries.landing(invitation_id)), {invitation_id: called}
    sitting = sitting_queries.of_invitation(invitation_id)
    result = marking.find_result(sitting.id) if sitting else None
    return {
        "assessment": assessment,
        "version": version,
        "person": landing,
        "is_hidden": called.is_hidden,
        "language": LANGUAGES[landing.language],
        "sitting": sitting,
        "content": reports.content(sitting.id) if sitting and result else None,
        "status": decided.status_of(invitation_id),
        "report": reports.of_sitting(sitting.id) if sitting else None,
        "decisions": decided.history(invitation_id),
        "tags": decided.tags_of([invitation_id]).get(invitation_id, []),
        "all_tags": decided.tags(),
        "notes": [replace(one, text=called.text(one.text)) for one in decided.notes(invitation_id)],
        "requests": requests.told(queries.requests(invitation_id), whose),
        "wishes": after.wishes(queries.requests(invitation_id), whose),
        "late": late.count(sitting.id) if sitting else 0,
        "waits": queue.waits_for_people(sitting.id) if sitting else 0,
        "planned": planning.of(invitation_id),
        "mails": mailing.of(invitation_id),
        "mail_states": mailing.STATES,
        "mail_kinds": mailing.KINDS,
        "undeliverable_at": invitation.undeliverable_at,
        "handout_id": invitation.handout_id,
        "address_form": AddressForm(),
        "form": DecisionForm(),
        "tag_form": TagForm(),
        "note_form": NoteForm(),
        "archived_at": invitation.archived_at,
        "extra_form": ExtraTimeForm(),
        "more_time_form": MoreTimeForm(),
        "window_form": WindowForm(
            formdata=None,
            start_by=to_local(landing.start_by, zone()),
            finish_by=to_local(landing.finish_by, zone()),
        ),
        "noted": noting.told(sitting, called),
        "sittings": tries.told(invitation, assessment, called),
        "now": clock.now(),
    }
