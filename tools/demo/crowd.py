"""A crowd: three assessments and sixty candidates in every state, so that each page has something.

They come in by the rooms' own verbs, at instants of the last three weeks; who draws, marks and
reports are the workers, as always.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import JSONB

from assay.accounts import queries as members
from assay.accounts.settling import settle_policy
from assay.app import create_app
from assay.assessments import actions as assessments
from assay.assessments import papers
from assay.assessments.presets import PRESETS
from assay.audit.actions import Actor
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.settings import Settings
from assay.decisions import actions as decisions
from assay.invitations import actions as invitations
from assay.invitations import queries as invited
from assay.invitations import requests
from assay.reports.models import Report
from assay.sittings import actions as sittings
from assay.sittings import resitting
from assay.tenancy.entrances import by_slug
from assay.tenancy.queries import policy
from assay.tenancy.scope import scope
from tools.demo.desk import TEXTS, Markers, in_words
from tools.demo.judges import set_cut
from tools.demo.oracle import Answer, Oracle, as_read
from tools.demo.staff import CHOSEN

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
GIVEN = (
    "Amara", "Bjørn", "Chidi", "Dalia", "Emre", "Fatou", "Giulia", "Hiroshi", "Ioana", "Jakub",
    "Kavita", "Łukasz", "Mireille", "Nadia", "Oisín", "Paloma", "Quentin", "Rania", "Sven", "Thuli",
)  # fmt: skip
FAMILY = ("Adeyemi", "Brandt", "Castellanos", "Dvořák", "El-Sayed", "Fujimoto", "Grönlund")
PLAN = {
    "waits": 11, "asks": 2, "withdrawn": 3, "declines": 4, "missed": 4, "sits": 6, "done": 30,
}  # fmt: skip
"""How many end where."""
DECIDED = 14
DAYS_BETWEEN = 3
"""Two sittings of the demo: nobody in it was here a quarter of a year ago."""
ASSESSMENTS = (
    ("Flask developer, junior", "junior-45", 55),
    ("Security of web applications", "security-60", 65),
    ("Backend of an API", "api-60", 60),
)
"""Name, preset, cut; a panel sets that of the first anew, and the last one also asks for two texts.
Whoever sat the first is marked by the machine, so that its panel sees whom its cut would let by."""
MINUTES_FOR_WORDS = 20
REASONS = {
    "advance": "The hands-on work was clear and tested; we want to talk about its trade-offs.",
    "hold": "Close to the cut. We decide once the second interview is done.",
    "reject": "Data and security were mostly missed, and both are daily work here.",
}
SECONDS = 420
"""To wait for marks and reports, at most."""


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    email: str
    fate: str
    skill: float


@dataclass
class Crowd:
    """`slug` is the organisation's; it has a recruiter with this address."""

    app: Flask
    slug: str
    recruiter: str
    oracle: Oracle
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def come(self) -> None:
        """Everyone is where they should be, and all that was handed in has its report."""
        with self.app.app_context():
            organisation_id = by_slug(self.slug)
            with scope(organisation_id):
                before = _reports()
                self._let_in(organisation_id)
                in_words = [version for version in self.done.values() if version == self.words]
                self._wait(before + len(self.done) - len(in_words))
                self.markers.mark(TEXTS * len(in_words))
                self._decide()
                self._again(organisation_id)

    def _let_in(self, organisation_id: UUID) -> None:
        with transaction():
            user = members.user_by_email(self.recruiter)
            place = members.place_of(user.id) if user else None
            assert place is not None
            self.by = Actor(kind="member", id=place.id)
        drafts = [self._draft(*each) for each in ASSESSMENTS]
        self.markers = Markers(drafts[-1], self.chance)
        self.markers.come(self.by)
        set_cut(drafts[0], [self.by, *self.markers.here], by=self.by)
        versions = [self._publish(one) for one in drafts]
        self.words = versions[-1]
        self.done: dict[UUID, UUID] = {}
        for number, person in enumerate(people(self.chance)):
            self._bring(organisation_id, versions[number % len(versions)], person)

    def _draft(self, name: str, preset: str, cut: int) -> UUID:
        chosen = PRESETS[preset]
        blueprint, minutes = chosen.blueprint, chosen.minutes
        if (name, preset, cut) == ASSESSMENTS[-1]:
            blueprint = replace(blueprint, sections=(*blueprint.sections, in_words()))
            minutes += MINUTES_FOR_WORDS
        with transaction():
            made = assessments.create(name=name, by=self.by, preset=preset)
            assessments.revise(
                made.id, name=name, blueprint=blueprint, minutes=minutes,
                cut_score=cut, cut_reason=CHOSEN, start_by=None, finish_by=None, by=self.by,
            )  # fmt: skip
            return made.id

    def _publish(self, assessment_id: UUID) -> UUID:
        with transaction():
            return assessments.publish(assessment_id, by=self.by).id

    def _bring(self, organisation_id: UUID, version_id: UUID, person: Person) -> None:
        days = 20 if person.fate == "missed" else self.chance.uniform(1, 9)
        asked_at = clock.now() - days * DAY
        with clock.frozen(asked_at), transaction():
            asked = invitations.invite(version_id, name=person.name, email=person.email, by=self.by)
            one = invitations.draw(asked.id).id
        with transaction():
            match person.fate:
                case "withdrawn":
                    invitations.withdraw(one, by=self.by)
                case "declines":
                    requests.decline(one, reason="I have taken another offer.", at=clock.now())
                case "asks":
                    text = "I use a screen reader and would like half as much time again."
                    requests.ask(one, "more_time", text=text, percent=50, at=clock.now())
        if person.fate in ("sits", "done"):
            self._sit(organisation_id, version_id, one, person, asked_at)

    def _sit(
        self, organisation_id: UUID, version_id: UUID, one: UUID, person: Person, asked_at: datetime
    ) -> None:
        is_done = person.fate == "done"
        began = asked_at + self.chance.uniform(0.1, 0.9) * DAY
        if not is_done:
            began = clock.now() - self.chance.uniform(4, 20) * MINUTE
        # All at once: the sweep would hand in what ended days ago before its last answer is there.
        with clock.frozen(began), transaction():
            agreed = sittings.Agreed(policy=policy().number)
            sitting = sittings.start(one, agreed=agreed, at=began)
            session.flush()
            paper = papers.paper(sitting.paper_id)
            length = (sitting.ends_at - began) * (0.9 if is_done else 0.05)
            answers = [self._answer(asked.version.content, asked.version.difficulty, person)
                       for asked in paper]  # fmt: skip
            if not is_done:
                answers = answers[: self.chance.randrange(2, len(answers))]
            for position, value in enumerate(answers, start=1):
                at = began + length * position / len(paper)
                _save(organisation_id, sitting.id, position, value, at)
            if is_done:
                session.expire_all()
                with clock.frozen(began + length):
                    sittings.submit(sitting.id, at=began + length)
                self.done[one] = version_id

    def _answer(self, content: dict[str, Any], difficulty: float, person: Person) -> Answer:
        """Right as often as one of this skill is on a question that so many answer right."""
        ease = math.log(difficulty / (1 - difficulty))
        knows = self.chance.random() < 1 / (1 + math.exp(-(person.skill + ease)))
        return self.oracle.answer(as_read(content["stem"]), right=knows)

    def _wait(self, wanted: int) -> None:
        until = time.monotonic() + SECONDS
        while (there := _reports()) < wanted:
            if time.monotonic() > until:
                raise TimeoutError(f"{there} of {wanted} reports after {SECONDS} s")
            time.sleep(0.5)

    def _decide(self) -> None:
        verdicts = ("advance", "reject", "reject", "advance", "hold", "reject")
        marked = [one for one, version_id in self.done.items() if version_id != self.words]
        for number, one in enumerate(marked[:DECIDED]):
            verdict = verdicts[number % len(verdicts)]
            with transaction():
                decisions.decide(one, verdict=verdict, reason=REASONS[verdict], by=self.by)

    def _again(self, organisation_id: UUID) -> None:
        """One of those who are decided about has sat a resit; a short interval lets it be so."""
        asked_at = clock.now() - 1.5 * DAY
        with transaction():
            settle_policy(replace(policy(), resits_after=DAYS_BETWEEN), by=self.by, at=clock.now())
        for first, version_id in list(self.done.items())[:DECIDED]:
            with clock.frozen(asked_at), transaction():
                tries = resitting.tries_of([first], at=asked_at)[first]
                if resitting.hindrance(invited.one(first), tries, at=asked_at):
                    continue
                accepts = resitting.offer(first, at=asked_at).returns.again
                resit = resitting.invite_again(first, accepts=accepts, by=self.by, at=asked_at)
                one = invitations.draw(resit.id).id
            who = Person(name="", email="", fate="done", skill=1.5)
            before = _reports()
            self._sit(organisation_id, version_id, one, who, asked_at)
            self._wait(before + 1)
            return


def people(chance: random.Random) -> Iterator[Person]:
    """In no order of their fates."""
    fates = [fate for fate, count in PLAN.items() for _ in range(count)]
    chance.shuffle(fates)
    for number, fate in enumerate(fates):
        given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
        yield Person(
            name=f"{given} {family}", email=f"candidate-{number + 1}@candidates.example",
            fate=fate, skill=chance.gauss(0.4, 1.1),
        )  # fmt: skip


def bring(environment: dict[str, str], slug: str, recruiter: str, oracle: Oracle) -> None:
    """A crowd for this organisation of the installation that has this environment."""
    app = create_app(Settings.from_env(environment))
    Crowd(app=app, slug=slug, recruiter=recruiter, oracle=oracle).come()


def _save(
    organisation_id: UUID, sitting_id: UUID, position: int, value: Answer, at: datetime
) -> None:
    saved = func.assay_save_answer(
        organisation_id, sitting_id, 1, position, 1, cast(value, JSONB), uuid4().hex, at
    )
    if session.scalar(select(saved)) is None:
        raise RuntimeError(f"answer {position} was not taken")


def _reports() -> int:
    with reading():
        return session.scalar(select(func.count()).select_from(Report)) or 0
