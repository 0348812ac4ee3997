"""A recruiter's bench: an organisation, its people, and a bank to assemble from."""

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import event, literal_column, select

from assay.accounts.models import Member, User
from assay.assessments import actions
from assay.assessments.blueprint import AREAS, Blueprint, Fixed, Pool, Section
from assay.assessments.models import Assessment, AssessmentVersion
from assay.audit.actions import Actor
from assay.audit.queries import entries_about
from assay.bank.models import Item, ItemVersion
from assay.core import clock
from assay.core.db import db, reading, session, transaction
from assay.events.models import OutboxRow
from assay.tenancy.models import Organisation
from assay.tenancy.scope import scope

OPTIONS = [{"id": name, "text": f"Option {name}"} for name in "abcd"]
CONTENTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "single": ({"options": OPTIONS}, {"right": ["b"]}),
    "ordering": ({"options": OPTIONS}, {"right": ["a", "b", "c", "d"]}),
    "fillin": ({}, {"accept": ["x_host"]}),
    "matching": (
        {"options": OPTIONS, "rows": [{"id": n, "text": f"Row {n}"} for n in "12"]},
        {"match": {"1": "b", "2": "a"}},
    ),
    "freetext": ({"words": 100}, {"criteria": []}),
    "code": (
        {"files": [{"name": "app.py", "text": "", "editable": True}], "entry": "app:app"},
        {"manifest": [{"id": "test_app.py::test_it", "says": "It works"}], "tests": []},
    ),
}


class Bench:
    """Made and committed on entering; its organisation's scope is held until it is left."""

    def __init__(self, app: Flask, *, time_zone: str = "Europe/Berlin") -> None:
        self.app, self.time_zone = app, time_zone
        self.organisation_id = uuid4()

    def __enter__(self) -> Self:
        self._held = ExitStack()
        self._held.enter_context(self.app.app_context())
        self._held.enter_context(scope(self.organisation_id))
        with transaction():
            session.add(
                Organisation(
                    id=self.organisation_id,
                    name="Northwind Robotics",
                    slug=f"o-{self.organisation_id.hex[:12]}",
                    time_zone=self.time_zone,
                )
            )
            session.flush()
            self.recruiter = self.make_member("recruiter")
            self.manager = self.make_member("hiring_manager")
        self.by = Actor(kind="member", id=self.recruiter.id)
        return self

    def __exit__(self, *told: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._held.close()

    def make_member(self, role: str) -> Member:
        email = f"{role}-{uuid4().hex[:8]}@northwind.example"
        user = User(email=email, name=f"Ann {role.title()}", fs_uniquifier=uuid4().hex)
        session.add(user)
        session.flush()
        member = Member(user_id=user.id, role=role)
        session.add(member)
        session.flush()
        return member

    def make_item(
        self, responsibility: str = "testing", *, kind: str = "single", **more: Any
    ) -> ItemVersion:
        """A published item of ours."""
        with transaction():
            item = Item(slug=f"item-{uuid4().hex[:12]}")
            session.add(item)
            session.flush()
            return self._add_version(item.id, 1, responsibility, kind, more)

    def revise_item(self, before: ItemVersion, **more: Any) -> ItemVersion:
        """Its next version is published, and it is retired."""
        with transaction():
            session.get_one(
                ItemVersion, (before.organisation_id, before.id)
            ).retired_at = before.published_at
            return self._add_version(
                before.item_id, before.number + 1, before.responsibility, before.kind, more
            )

    def _add_version(
        self, item_id: UUID, number: int, area: str, kind: str, more: dict[str, Any]
    ) -> ItemVersion:
        content, key = CONTENTS[kind]
        version = ItemVersion(
            item_id=item_id, number=number, kind=kind, responsibility=area, key=key,
            **{
                "level": "mid", "skill": "apply", "title": "What happens?", "minutes": 2,
                "points": 2, "difficulty": 0.5, "digest": uuid4().bytes,
                "content": {"stem": "What happens?", **content},
                "published_at": clock.now(), **more,
            },
        )  # fmt: skip
        session.add(version)
        session.flush()
        return version

    def fill_bank(self, each: int = 1) -> list[ItemVersion]:
        """So many items for every responsibility."""
        return [self.make_item(area) for area in AREAS for _ in range(each)]

    def draft(self, *rules: Pool | Fixed, name: str = "Flask developer", **more: Any) -> Assessment:
        """A draft that lacks nothing but what is taken from it."""
        section = Section(title="Core", rules=rules or (Pool(count=1),))
        frame: dict[str, Any] = {
            "blueprint": Blueprint(sections=(section,)), "minutes": 45, "cut_score": 60,
            "cut_reason": "Two rounds with three judges.", "start_by": None, "finish_by": None,
            **more,
        }  # fmt: skip
        with transaction():
            made = actions.create(name=name, by=self.by)
            return actions.revise(made.id, name=name, by=self.by, **frame)

    def publish(self, assessment: Assessment) -> AssessmentVersion:
        with transaction():
            return actions.publish(assessment.id, by=self.by)

    def published(self, *rules: Pool | Fixed, **more: Any) -> AssessmentVersion:
        return self.publish(self.draft(*rules, **more))

    def told(self) -> list[str]:
        """The names of the events, as they were written: a held clock gives them one instant."""
        with reading():
            rows = session.scalars(select(OutboxRow).order_by(literal_column("ctid")))
            return [row.name for row in rows]

    def noted(self, kind: str, subject_id: UUID) -> list[str]:
        """The verbs of the audit about one thing, oldest first."""
        with reading():
            return [entry.verb for entry in entries_about(kind, subject_id)]

    def statements(self, work: Callable[[], object]) -> list[str]:
        """What is said to the database while the work is done a second time in a transaction."""
        said: list[str] = []

        def hear(*told: Any) -> None:
            said.append(told[2])

        with reading():
            work()
            event.listen(db.engine, "before_cursor_execute", hear)
            try:
                work()
            finally:
                event.remove(db.engine, "before_cursor_execute", hear)
        return said
