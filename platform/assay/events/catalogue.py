"""The catalogue: every thing that can happen, as frozen dataclasses that hold ids only."""

from dataclasses import asdict, dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Event:
    def payload(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, kw_only=True)
class OrganisationOpened(Event):
    opened_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Event):
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Event):
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class LetterWritten(Event):
    letter_id: UUID


@dataclass(frozen=True, kw_only=True)
class AssessmentPublished(Event):
    assessment_version_id: UUID


@dataclass(frozen=True, kw_only=True)
class CandidateInvited(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ImportMapped(Event):
    """A file of people waits for its rows to be looked at."""

    import_id: UUID


@dataclass(frozen=True, kw_only=True)
class ImportConfirmed(Event):
    """Its people are to be invited; said again for each part of a long file."""

    import_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaperDrawn(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationResent(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationTakenUp(Event):
    """By a candidate who had declined it."""

    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class LetterDue(Event):
    """A letter that was planned goes out now."""

    invitation_id: UUID
    planned_letter_id: UUID


@dataclass(frozen=True, kw_only=True)
class MailBounced(Event):
    """A letter to a candidate came back, or was refused for good."""

    invitation_id: UUID
    mail_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestMade(Event):
    """A candidate asks for something, or says that they take no part."""

    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    """By a member."""

    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingStarted(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingExtended(Event):
    """By a person, or for an outage of ours."""

    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingSubmitted(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingExpired(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingVoided(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageSent(Event):
    """By staff, to candidates who sit."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CodeAnswered(Event):
    """An answer is to be run before it can be marked."""

    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class TrialAsked(Event):
    """A candidate wants to see the visible tests run."""

    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProofAsked(Event):
    """An item of an organisation's own is to be proved before it is offered."""

    proof_run_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingMarked(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class LateAnswerAccepted(Event):
    """It counts from now on, and is to be marked."""

    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class KeyCorrected(Event):
    """A fault was found in a question after the fact."""

    correction_id: UUID


@dataclass(frozen=True, kw_only=True)
class MarksOutdated(Event):
    """What some of its marks were given by says otherwise now."""

    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class HumanMarkNeeded(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportIssued(Event):
    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnonymousCopyAsked(Event):
    """Somebody wants the report without whom it is about."""

    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChainCheckAsked(Event):
    """The audit's chain is to be looked through."""

    check_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    decision_id: UUID


@dataclass(frozen=True, kw_only=True)
class BulkAsked(Event):
    """An act on more candidates than a request may take the time for."""

    bulk_act_id: UUID


@dataclass(frozen=True, kw_only=True)
class FeedbackWritten(Event):
    """By a member, to a candidate, about a decision."""

    feedback_id: UUID


CATALOGUE: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__subclasses__()}
