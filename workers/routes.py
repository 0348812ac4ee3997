"""Event to tasks: the one place that says who reacts to what."""

from typing import NamedTuple

from assay.events import catalogue
from assay.events.catalogue import Event
from workers.queues import CODE, DRAW, MAIL, MARK, REPORT, TRIAL, Queue


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
    catalogue.PaperDrawn: (Route("send_invitation", MAIL),),
    catalogue.InvitationResent: (Route("send_invitation", MAIL),),
    catalogue.InvitationWithdrawn: (),
    catalogue.SittingStarted: (),
    catalogue.SittingSubmitted: (Route("mark_sitting", MARK), Route("send_receipt", MAIL)),
    catalogue.SittingExpired: (Route("mark_sitting", MARK), Route("send_receipt", MAIL)),
    catalogue.SittingVoided: (),
    catalogue.CodeAnswered: (Route("mark_code", CODE),),
    catalogue.TrialAsked: (Route("try_code", TRIAL),),
    catalogue.SittingMarked: (Route("issue_report", REPORT),),
    catalogue.HumanMarkNeeded: (),
    catalogue.ReportIssued: (Route("notify_members", MAIL),),
    catalogue.DecisionMade: (),
}
