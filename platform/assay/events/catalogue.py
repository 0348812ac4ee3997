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
class PaperDrawn(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationResent(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingStarted(Event):
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
class CodeAnswered(Event):
    """An answer is to be run before it can be marked."""

    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class TrialAsked(Event):
    """A candidate wants to see the visible tests run."""

    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class SittingMarked(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class HumanMarkNeeded(Event):
    sitting_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportIssued(Event):
    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    decision_id: UUID


CATALOGUE: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__subclasses__()}
