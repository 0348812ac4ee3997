"""Two markers at work on what was written in words."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from assay.accounts import membership
from assay.assessments.blueprint import Fixed, Section
from assay.audit.actions import SYSTEM, Actor
from assay.bank.models import ItemVersion
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.marking import desk, queue
from assay.tenancy.scope import LIBRARY

MARKERS = ("Mika Sato", "Noor Rahman")
TEXTS = 2
GIVEN = (9, 6)
"""How many answers each has marked so far."""
COMMENTS = (
    "", "", "Names the trade-off, and who pays for it.",
    "Right, but it does not say how one would notice.",
)  # fmt: skip
SECONDS = 300


def in_words() -> Section:
    """Two questions that people mark."""
    with reading():
        query = (
            select(ItemVersion.id)
            .where(ItemVersion.kind == "freetext", ItemVersion.retired_at.is_(None))
            .order_by(ItemVersion.title)
            .limit(TEXTS)
        )
        rules = tuple(
            Fixed(item_organisation_id=LIBRARY, item_version_id=one)
            for one in session.scalars(query)
        )
    return Section(title="In words", rules=rules)


@dataclass
class Markers:
    """Of one assessment: two for each answer."""

    assessment_id: UUID
    chance: random.Random

    def come(self, by: Actor) -> None:
        with transaction():
            desk.settle_terms(
                self.assessment_id, markers=len(MARKERS), distance=Decimal("0.25"), by=by
            )
            self.here = [self._let_in(name) for name in MARKERS]

    def mark(self, answers: int) -> None:
        """Once so many wait for them: some are marked, the others still wait."""
        until = time.monotonic() + SECONDS
        while (there := self._waiting()) < answers:
            if time.monotonic() > until:
                raise TimeoutError(f"{there} of {answers} texts at the desk after {SECONDS} s")
            time.sleep(0.5)
        for marker, often in zip(self.here, GIVEN, strict=True):
            for _ in range(often):
                self._mark_one(marker)

    def _let_in(self, name: str) -> Actor:
        email = f"{name.split()[0].lower()}@northwind.example"
        member = membership.add_member(email=email, name=name, role="marker", by=SYSTEM)
        return Actor(kind="member", id=member.id)

    def _waiting(self) -> int:
        with reading():
            return queue.waiting(self.assessment_id)

    def _mark_one(self, marker: Actor) -> None:
        at = clock.now()
        with transaction():
            turn = desk.take(by=marker, at=at)
            assert turn is not None
            criteria = queue.work(turn).key.criteria
            seen = {one.id: str(self.chance.choice((2, 3, 3, 4))) for one in criteria}
            desk.give(turn.id, seen, comment=self.chance.choice(COMMENTS), by=marker, at=at)
