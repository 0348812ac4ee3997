"""One candidate with a link and a paper of five questions, one of each kind."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import event, literal_column, select

from assay.accounts.models import Member, User
from assay.assessments.models import Assessment, AssessmentVersion, Paper, PaperItem, VersionItem
from assay.audit.actions import Actor
from assay.audit.queries import entries_about
from assay.bank.models import Item, ItemVersion
from assay.core import signing
from assay.core.db import Base, db, reading, session, transaction
from assay.core.settings import Settings
from assay.events.models import OutboxRow
from assay.invitations.models import Accommodation, Candidate, Invitation
from assay.sittings import actions, queries
from assay.sittings.models import Answer, AnswerHistory, Sitting
from assay.sittings.saving import Save, Saved
from assay.sittings.timing import Phase
from assay.tenancy import entrances
from assay.tenancy.models import Organisation
from assay.tenancy.queries import policy
from assay.tenancy.scope import scope
from assay.testroom.keeping import keep

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
TICK = timedelta(microseconds=1)

SECRET = "only-the-key-knows-this"
OPTIONS = [{"id": name, "text": f"Option *{name}*"} for name in "abc"]
CONTENTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("single", {"options": OPTIONS}, {"right": ["b"]}),
    ("multiple", {"options": OPTIONS}, {"right": ["a", "c"]}),
    ("ordering", {"options": OPTIONS}, {"right": ["b", "c", "a"]}),
    ("fillin", {}, {"accept": [SECRET]}),
    ("output", {"options": OPTIONS}, {"right": ["a"]}),
]


class Situation:
    """Made and committed on entering; its organisation's scope is held until it is left."""

    organisation_name = "Northwind Robotics"
    secret = SECRET
    contents = CONTENTS

    def __init__(
        self,
        app: Flask,
        *,
        minutes: int = 60,
        extra_percent: int = 0,
        extra_minutes: int = 0,
        start_by: datetime = AT + timedelta(days=14),
        finish_by: datetime | None = None,
        withdrawn_at: datetime | None = None,
        has_paper: bool = True,
        link_revoked: bool = False,
        link_expires_at: datetime | None = None,
        sections: Sequence[dict[str, Any]] = (),
    ) -> None:
        self.app = app
        self.settings: Settings = app.extensions["assay"].settings
        self.organisation_id, self.sitting_id = uuid4(), uuid4()
        self.minutes = minutes
        self.extra = (extra_percent, extra_minutes)
        self.window = {"start_by": start_by, "finish_by": finish_by, "withdrawn_at": withdrawn_at}
        self.has_paper, self.link_revoked = has_paper, link_revoked
        self.link_expires_at = link_expires_at
        self.sections = list(sections) or [{"title": "Core", "minutes": None, "rules": [pool(5)]}]
        self.token = signing.token()
        self.version_ids: list[UUID] = []

    @property
    def link(self) -> str:
        return f"/sit/i/{self.token}"

    def __enter__(self) -> Self:
        self._held = ExitStack()
        self._held.enter_context(self.app.app_context())
        self._held.enter_context(scope(self.organisation_id))
        with transaction():
            self._make()
        return self

    def __exit__(self, *told: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._held.close()

    def _make(self) -> None:
        slug = f"o-{self.organisation_id.hex[:12]}"
        session.add(Organisation(id=self.organisation_id, name=self.organisation_name, slug=slug))
        user = User(
            email=f"{slug}@northwind.example", name="Ann Example", fs_uniquifier=uuid4().hex
        )
        session.add(user)
        session.flush()
        asker = _added(Member(user_id=user.id, role="recruiter"))
        self.member = Actor(kind="member", id=asker.id)
        self.invitation_id = self._invite(self._publish(asker), asker).id
        entrances.admit(
            "sit", self.token, subject_id=self.invitation_id, expires_at=self.link_expires_at
        )
        session.flush()
        if self.link_revoked:
            entrances.revoke("sit", self.invitation_id)

    def _publish(self, by: Member) -> AssessmentVersion:
        frame = {
            "name": "Flask developer, mid level", "minutes": self.minutes,
            "blueprint": {"sections": self.sections},
        }  # fmt: skip
        assessment = _added(Assessment(**frame, state="published", created_by=by.id))
        return _added(
            AssessmentVersion(
                **frame, assessment_id=assessment.id, number=1, published_at=AT, published_by=by.id
            )
        )

    def _invite(self, version: AssessmentVersion, by: Member) -> Invitation:
        person = _added(
            Candidate(name="Cai Example", email="cai@x.example", time_zone="Europe/Berlin")
        )
        paper = self._draw(version) if self.has_paper else None
        invitation = _added(
            Invitation(
                candidate_id=person.id, assessment_version_id=version.id, invited_by=by.id,
                invited_at=AT, paper_id=paper.id if paper else None, **self.window,
            )
        )  # fmt: skip
        if any(self.extra):
            percent, minutes = self.extra
            _added(
                Accommodation(
                    invitation_id=invitation.id, extra_percent=percent, extra_minutes=minutes,
                    granted_by=by.id,
                )
            )  # fmt: skip
        return invitation

    def _draw(self, version: AssessmentVersion) -> Paper:
        paper = _added(
            Paper(assessment_version_id=version.id, seed=1, exposure={}, digest=b"d", drawn_at=AT)
        )
        sections = self._sections()
        for position, (kind, content, key) in enumerate(self.contents, start=1):
            section = sections[position - 1]
            item = _added(Item(slug=f"item-{position}"))
            asked = _added(
                ItemVersion(
                    item_id=item.id, number=1, kind=kind, responsibility="testing", level="mid",
                    skill="apply", title=f"What does {kind} mean?", minutes=2, points=2,
                    difficulty=0.5, content={"stem": f"The stem of *{kind}*.", **content},
                    key=key, digest=b"d", published_at=AT,
                )
            )  # fmt: skip
            self.version_ids.append(asked.id)
            _added(
                VersionItem(
                    assessment_version_id=version.id, section=section, rule=0, points=2,
                    item_organisation_id=self.organisation_id, item_version_id=asked.id,
                )
            )  # fmt: skip
            _added(
                PaperItem(
                    paper_id=paper.id, position=position, section=section, points=2,
                    item_organisation_id=self.organisation_id, item_version_id=asked.id,
                    option_order=[option["id"] for option in content.get("options", [])],
                )
            )  # fmt: skip
        return paper

    def _sections(self) -> list[int]:
        """Of each question, as many of each as the rules draw; else all of the first."""
        counts = [sum(rule["count"] for rule in one["rules"]) for one in self.sections]
        found = [number for number, count in enumerate(counts) for _ in range(count)]
        return found if len(found) == len(self.contents) else [0] * len(self.contents)

    def start(self, *, at: datetime) -> Sitting:
        with transaction():
            agreed = actions.Agreed(policy=policy().number)
            sitting = actions.start(self.invitation_id, agreed=agreed, at=at)
        self.sitting_id = sitting.id
        return sitting

    def find_sitting(self) -> None:
        """Take up the sitting that was begun through the door."""
        with reading():
            sitting = queries.of_invitation(self.invitation_id)
            assert sitting is not None
            self.sitting_id = sitting.id

    def make_save(
        self, position: int, value: Any, *, at: datetime, seq: int = 0, **other: Any
    ) -> Save:
        told = {
            "organisation_id": self.organisation_id, "sitting_id": self.sitting_id,
            "generation": 1, "key": uuid4().hex, **other,
        }  # fmt: skip
        seq = seq or self._next_seq(position)
        return Save(position=position, value=value, at=at, seq=seq, **told)

    def save(self, position: int, value: Any, *, at: datetime, **other: Any) -> Saved:
        """As a door does it; from any thread."""
        with self.app.app_context(), scope(self.organisation_id):
            return keep(self.settings, self.make_save(position, value, at=at, **other))

    def _next_seq(self, position: int) -> int:
        stands = self.answer(position)
        return stands.seq + 1 if stands else 1

    def answer(self, position: int) -> Answer | None:
        with reading():
            return queries.answer(self.sitting_id, position)

    def phase(self, *, at: datetime) -> Phase:
        with reading():
            return queries.phase_of(queries.by_id(self.sitting_id), at)

    def counted(self) -> int:
        return len(self._history(late=False))

    def late(self) -> int:
        return len(self._history(late=True))

    def _history(self, *, late: bool) -> list[AnswerHistory]:
        with reading():
            query = select(AnswerHistory).where(
                AnswerHistory.sitting_id == self.sitting_id, AnswerHistory.late.is_(late)
            )
            return list(session.scalars(query))

    def told(self) -> list[str]:
        """The names of the events, as they were written: a held clock gives them one instant."""
        written = (literal_column("xmin::text::bigint"), literal_column("ctid"))
        with reading():
            rows = session.scalars(select(OutboxRow).order_by(*written))
            return [row.name for row in rows]

    def noted(self, sitting_id: UUID) -> list[str]:
        with reading():
            return [entry.verb for entry in entries_about("sitting", sitting_id)]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that this organisation has, of every table."""
        with reading():
            return {
                table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
                for table in Base.metadata.sorted_tables
                if "organisation_id" in table.c
            }

    def statements(self, work: Callable[[], object]) -> list[str]:
        """What the candidate's door says to the database while the work is done."""
        said: list[str] = []

        def hear(*told: Any) -> None:
            said.append(told[2])

        with self.app.extensions["assay.testroom"].app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", hear)
        try:
            work()
        finally:
            event.remove(engine, "before_cursor_execute", hear)
        return said


def pool(count: int) -> dict[str, Any]:
    """A rule of a blueprint: any so many questions."""
    return {"kind": "pool", "count": count, "responsibilities": [], "level": None, "kinds": []}


LOCKING = (
    {"title": "Warm-up", "minutes": 10, "locks": True, "rules": [pool(2)]},
    {"title": "In earnest", "minutes": 20, "locks": True, "rules": [pool(2)]},
    {"title": "The rest", "minutes": None, "rules": [pool(1)]},
)
"""Two sections that lock, of two questions each, and one that does not."""


def elsewhere(app: Flask, work: Callable[[Situation], Any]) -> Any:
    """Do something in another organisation's situation: in a thread, which inherits no scope."""

    def inside() -> Any:
        with Situation(app) as other:
            return work(other)

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(inside).result()


def _added(row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
