"""Event to tasks, and to those who look on: the one place that says who reacts to what."""

from typing import NamedTuple

from assay.events import catalogue
from assay.events.catalogue import Event
from workers.queues import BULK, CODE, DRAW, INVITE, MAIL, MARK, PROVE, REPORT, TRIAL, Queue


class Route(NamedTuple):
    task: str
    queue: Queue


ROUTES: dict[type[Event], tuple[Route, ...]] = {
    catalogue.OrganisationOpened: (),
    catalogue.MemberAdded: (Route("send_welcome", MAIL),),
    catalogue.MemberInvited: (Route("send_welcome", MAIL),),
    catalogue.LetterWritten: (Route("send_letter", MAIL),),
    catalogue.AssessmentPublished: (),
    catalogue.CandidateInvited: (Route("draw_paper", DRAW),),
    catalogue.ImportMapped: (Route("check_import", INVITE),),
    catalogue.ImportConfirmed: (Route("run_import", INVITE),),
    catalogue.PaperDrawn: (Route("send_invitation", MAIL),),
    catalogue.InvitationResent: (Route("send_invitation", MAIL),),
    catalogue.InvitationWithdrawn: (),
    catalogue.InvitationDeclined: (),
    catalogue.InvitationTakenUp: (),
    catalogue.LetterDue: (Route("send_planned_letter", MAIL),),
    catalogue.MailBounced: (),
    catalogue.RequestMade: (Route("tell_of_request", MAIL),),
    catalogue.RequestAnswered: (Route("send_answer", MAIL),),
    catalogue.SittingStarted: (),
    catalogue.SittingExtended: (),
    catalogue.SittingSubmitted: (Route("mark_sitting", MARK), Route("send_receipt", MAIL)),
    catalogue.SittingExpired: (Route("mark_sitting", MARK), Route("send_receipt", MAIL)),
    catalogue.SittingVoided: (),
    catalogue.MessageSent: (),
    catalogue.CodeAnswered: (Route("mark_code", CODE),),
    catalogue.TrialAsked: (Route("try_code", TRIAL),),
    catalogue.ProofAsked: (Route("prove_item", PROVE),),
    catalogue.SittingMarked: (Route("issue_report", REPORT),),
    catalogue.LateAnswerAccepted: (Route("remark_sitting", MARK),),
    catalogue.KeyCorrected: (Route("spread_correction", MARK),),
    catalogue.MarksOutdated: (Route("remark_sitting", MARK),),
    catalogue.HumanMarkNeeded: (),
    catalogue.ReportIssued: (Route("notify_members", MAIL),),
    catalogue.AnonymousCopyAsked: (Route("make_anonymous_copy", REPORT),),
    catalogue.ChainCheckAsked: (Route("check_chain", REPORT),),
    catalogue.DecisionMade: (),
    catalogue.BulkAsked: (Route("carry_out", BULK),),
    catalogue.FeedbackWritten: (Route("send_feedback", MAIL),),
}

LIVE: tuple[type[Event], ...] = (
    catalogue.SittingStarted,
    catalogue.SittingExtended,
    catalogue.SittingSubmitted,
    catalogue.SittingExpired,
    catalogue.SittingVoided,
    catalogue.MessageSent,
)
"""What rooms and live boards are told of at once; each names a sitting, or a message to some."""
