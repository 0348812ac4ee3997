"""A published assessment of single-choice questions ("b" is right), and candidates who sit it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import event

from assay.accounts import actions as accounts
from assay.accounts.models import Member, User
from assay.assessments.models import (
    Assessment,
    AssessmentVersion,
    Paper,
    PaperItem,
    Share,
    VersionItem,
)
from assay.audit.actions import Actor
from assay.bank.models import Item, ItemVersion
from assay.core.db import db, reading, session, transaction
from assay.invitations.models import Accommodation, Candidate, Invitation
from assay.marking import actions as marking
from assay.marking import queries as marks
from assay.marking.engines import Outcome, engine_for
from assay.marking.models import Result
from assay.sittings import actions as sittings
from assay.sittings.timing import GRACE
from assay.tenancy.models import Organisation
from assay.tenancy.queries import fetch, policy
from tests.sittings.situation import AT, HOUR, MINUTE, OPTIONS, SECOND, Situation, _added
from tests.visitor import PASSWORD, Visitor

RIGHT, WRONG = {"choice": "b"}, {"choice": "a"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: what it is evidence of, and what it earns."""

    responsibility: str = "testing"
    points: int = 2
    title: str = "What does it mean?"


@dataclass(kw_only=True)
class Paperwork:
    """What was published, by its ids: more candidates can be invited to it."""

    assessment_id: UUID
    version_id: UUID
    item_version_ids: list[UUID] = field(default_factory=list)


class Exam(Situation):
    """Its scope is held until it is left; `sit` goes through the rooms' own verbs."""

    def __init__(
        self,
        app: Any,
        asked: Sequence[Asked] = (Asked(),) * 5,
        *,
        cut: int | None = 60,
        cut_reason: str | None = "Three senior developers, two rounds.",
        name: str = "Cai Example",
        organisation: str = "Northwind Robotics",
        assessment: str = "Flask developer, mid level",
    ) -> None:
        super().__init__(app)
        self.asked, self.cut, self.cut_reason = asked, cut, cut_reason
        self.organisation_name, self.first_name, self.title = organisation, name, assessment

    def _make(self) -> None:
        self.slug = f"o-{self.organisation_id.hex[:12]}"
        session.add(
            Organisation(id=self.organisation_id, name=self.organisation_name, slug=self.slug)
        )
        self.member = Actor(kind="member", id=self.add_member("recruiter").id)
        self.work = self._publish_it()
        self.invitation_id = self._invite_one(self.first_name).id

    def add_member(self, role: str, name: str = "Ann Example") -> Member:
        user = User(email=f"{uuid4().hex}@x.example", name=name, fs_uniquifier=uuid4().hex)
        session.add(user)
        session.flush()
        return _added(Member(user_id=user.id, role=role))

    def _publish_it(self) -> Paperwork:
        frame = {
            "name": self.title, "minutes": self.minutes, "cut_score": self.cut,
            "cut_reason": self.cut_reason, "blueprint": {"sections": []},
        }  # fmt: skip
        assessment = _added(Assessment(**frame, state="published", created_by=self.member.id))
        version = _added(
            AssessmentVersion(
                **frame, assessment_id=assessment.id, number=1, published_at=AT,
                published_by=self.member.id,
            )
        )  # fmt: skip
        work = Paperwork(assessment_id=assessment.id, version_id=version.id)
        for number, asked in enumerate(self.asked, start=1):
            work.item_version_ids.append(self._item(number, asked).id)
            _added(
                VersionItem(
                    assessment_version_id=version.id, section=0, rule=0, points=asked.points,
                    item_organisation_id=self.organisation_id,
                    item_version_id=work.item_version_ids[-1],
                )
            )  # fmt: skip
        return work

    def _item(self, number: int, asked: Asked) -> ItemVersion:
        return _added(
            ItemVersion(
                item_id=_added(Item(slug=f"item-{number}")).id, number=1, kind="single",
                responsibility=asked.responsibility, level="mid", skill="apply",
                title=asked.title, minutes=2, points=asked.points, difficulty=0.5,
                content={"stem": "?", "options": OPTIONS}, key={"right": ["b"]}, digest=b"d",
                published_at=AT,
            )
        )  # fmt: skip

    def _invite_one(self, name: str, at: datetime = AT) -> Invitation:
        person = _added(Candidate(name=name, email=f"{uuid4().hex[:8]}@x.example"))
        version_id = self.work.version_id
        paper = _added(
            Paper(assessment_version_id=version_id, seed=1, exposure={}, digest=b"d", drawn_at=AT)
        )
        for position, (item_version_id, asked) in enumerate(
            zip(self.work.item_version_ids, self.asked, strict=True), start=1
        ):
            _added(
                PaperItem(
                    paper_id=paper.id, position=position, section=0, points=asked.points,
                    item_organisation_id=self.organisation_id, item_version_id=item_version_id,
                    option_order=["a", "b", "c"],
                )
            )  # fmt: skip
        return _added(
            Invitation(
                candidate_id=person.id, assessment_version_id=version_id, paper_id=paper.id,
                invited_by=self.member.id, invited_at=at, sent_at=at, **self.window,
            )
        )  # fmt: skip

    def invite(self, name: str, *, at: datetime = AT) -> UUID:
        with transaction():
            return self._invite_one(name, at).id

    def invite_again(self, invitation_id: UUID) -> UUID:
        """The same candidate to the same version: a resit."""
        with transaction():
            first = fetch(Invitation, invitation_id)
            again = self._invite_one("x")
            again.candidate_id = first.candidate_id
            session.flush()
            return again.id

    def grant(self, percent: int) -> None:
        with transaction():
            _added(
                Accommodation(
                    invitation_id=self.invitation_id, extra_percent=percent,
                    granted_by=self.member.id,
                )
            )  # fmt: skip

    def share_with(self, member: Member) -> None:
        with transaction():
            session.add(Share(assessment_id=self.work.assessment_id, member_id=member.id))

    def member_of_role(self, role: str) -> Member:
        with transaction():
            member = self.add_member(role)
        session.expunge(member)
        return member

    def account(self, role: str, *, shared: bool = False) -> str:
        """Someone who can sign in and works here; their address."""
        email = f"{uuid4().hex[:8]}@northwind.example"
        with transaction():
            user = accounts.register(email=email, name="Bea Example", password=PASSWORD)
            session.flush()
            member = _added(Member(user_id=user.id, role=role))
            if shared:
                session.add(Share(assessment_id=self.work.assessment_id, member_id=member.id))
        return email

    def sit(
        self,
        answers: Mapping[int, Any] | None = None,
        *,
        right: int | None = None,
        runs_out: bool = False,
        invitation_id: UUID | None = None,
        at: datetime = AT,
    ) -> UUID:
        """Answer (the first `right` right and the others wrong, or as told), and end it."""
        if right is not None:
            answers = {n: RIGHT if n <= right else WRONG for n in range(1, len(self.asked) + 1)}
        with transaction():
            agreed = sittings.Agreed(policy=policy().number)
            sitting = sittings.start(invitation_id or self.invitation_id, agreed=agreed, at=at)
        self.sitting_id = sitting.id
        for position, value in (answers or {}).items():
            self.save(position, value, at=at + MINUTE)
        with transaction():
            if runs_out:
                sittings.expire(sitting.id, at=sitting.ends_at + GRACE + SECOND)
            else:
                sittings.submit(sitting.id, at=at + MINUTE * 24)
        return sitting.id

    def outcomes(self) -> dict[int, Outcome]:
        """What the engines say of the sitting that was made last."""
        with reading():
            scripts = marks.scripts(self.sitting_id)
        return {
            one.position: engine_for(one.kind)(one.content, one.key, one.value, one.points)
            for one in scripts
        }

    def settle(self, *, at: datetime = AT + HOUR) -> Result:
        with transaction():
            result = marking.settle(self.sitting_id, self.outcomes(), at=at)
        session.expunge(result)
        return result

    def result(self, *answers: Any, **how: Any) -> Result:
        """Sit and settle."""
        self.sit(*answers, **how)
        return self.settle()


def visits(app: Any, email: str) -> Visitor:
    """Someone at a browser, signed in; from outside of every scope."""
    visitor = Visitor(app)
    assert visitor.sign_in(email).status in (302, 303)
    return visitor


def asked(*responsibilities: str, points: int = 2) -> list[Asked]:
    return [Asked(responsibility=one, points=points) for one in responsibilities]


class Counted(list[str]):
    """with counted() as said: every statement that this thread's app says meanwhile."""

    def __enter__(self) -> "Counted":
        self._engine = db.engine
        event.listen(self._engine, "before_cursor_execute", self._hear)
        return self

    def __exit__(self, *_: Any) -> None:
        event.remove(self._engine, "before_cursor_execute", self._hear)

    def _hear(self, *told: Any) -> None:
        if "set_config" not in told[2]:
            self.append(told[2])
