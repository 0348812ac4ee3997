"""An organisation with something in every table, made through the rooms' own verbs.

`populate()` twice gives two that differ in nothing but what was planted: every name, address,
title and reason holds the organisation's own word.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from assay.accounts.models import Member
from assay.assessments import actions as assessments
from assay.assessments import queries as assessed
from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.audit.actions import Actor, seal
from assay.bank.models import Item, ItemVersion
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.parts import Parts
from assay.core.settings import Settings
from assay.decisions import actions as decisions
from assay.decisions import bulk, feedback, tagging
from assay.decisions.finding import Asked
from assay.events import post
from assay.events.models import Job
from assay.invitations import actions as invitations
from assay.invitations import afterwards, planning, ratings, requests
from assay.marking import correcting
from assay.marking.models import CodeRun
from assay.reports import copies, sharing
from assay.reports import queries as reports
from assay.sittings import actions as sittings
from assay.sittings import beating, extending, messaging
from assay.sittings import queries as sat
from assay.sittings.living import live
from assay.sittings.saving import Save, refusal
from assay.tenancy.queries import fetch, policy
from assay.tenancy.scope import LIBRARY, every_organisation, scope
from assay.testroom.keeping import keep
from tests.populated_bank import write_items
from tests.populated_desk import lay_on_the_desk
from tests.populated_files import bring_a_file
from tests.populated_people import (
    close_for_a_while,
    gather,
    hang_the_brand,
    settle_the_policy,
    word_a_letter,
)
from workers import tasks
from workers.means import Means, Printed
from workers.relay import routes

OPTIONS = [{"id": name, "text": f"Option {name}"} for name in "abcd"]
QUESTIONS = 4
"""As many as a score needs."""


class Pigeons:
    """A mailer that keeps what it was given."""

    def __init__(self) -> None:
        self.carried: list[Any] = []

    def send(self, message: Any) -> None:
        self.carried.append(message)


def printed(html: str, result: bytes) -> Printed:
    """The document, bound so quickly that its words can still be found in it."""
    return Printed(b"%PDF-1.7\n" + html.encode(), "the certificate of a test")


@dataclass(kw_only=True)
class Populated:
    """Who and what is there.

    `shared` opens the report without an account. `members` and `browsers` by role; `invitations`,
    `tokens` and `sittings` by the stage reached.
    """

    word: str
    organisation_id: UUID = field(default_factory=uuid4)
    members: dict[str, UUID] = field(default_factory=dict)
    item_versions: list[UUID] = field(default_factory=list)
    items: list[UUID] = field(default_factory=list)
    assessments: list[UUID] = field(default_factory=list)
    invitations: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    sittings: dict[str, UUID] = field(default_factory=dict)
    report_id: UUID = field(default_factory=uuid4)
    tag_id: UUID = field(default_factory=uuid4)
    note_id: UUID = field(default_factory=uuid4)
    bulk_act_id: UUID = field(default_factory=uuid4)
    planned_id: UUID = field(default_factory=uuid4)
    decision_id: UUID = field(default_factory=uuid4)
    feedback_id: UUID = field(default_factory=uuid4)
    link_id: UUID = field(default_factory=uuid4)
    import_id: UUID = field(default_factory=uuid4)
    handout_id: UUID = field(default_factory=uuid4)
    shared: str = ""
    request_id: UUID = field(default_factory=uuid4)
    message_id: UUID = field(default_factory=uuid4)
    turn_id: UUID = field(default_factory=uuid4)
    jobs: list[UUID] = field(default_factory=list)
    browsers: dict[str, UUID] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.word.lower()

    def email(self, name: str) -> str:
        return f"{name}@{self.slug}.example"

    @property
    def by(self) -> Actor:
        return Actor(kind="member", id=self.members["recruiter"])


def populate(app: Flask, word: str) -> Populated:
    """Open the organisation of that name, and let everything happen in it that can."""
    made = Populated(word=word)
    parts: Parts = app.extensions["assay"]
    means = Means(
        settings=parts.settings, mailer=Pigeons(), sealer=parts.sealer, blobs=parts.blobs,
        printed=printed,
    )  # fmt: skip
    with app.app_context(), scope(made.organisation_id):
        for step in (gather, close_for_a_while, _bank, _assessments):
            with transaction():
                step(made)
        hang_the_brand(made, parts)
        settle_the_policy(made)
        word_a_letter(made)
        for stage in ("invited", "sitting", "done", "withdrawn"):
            _candidate(made, stage, means)
        _sat_and_marked(made, means)
        lay_on_the_desk(made, means)
        bring_a_file(made, means)
        _correct(made)
        tasks.send_welcome(means, member_id=made.members["marker"])
    return made


def stock_the_library(app: Flask) -> UUID:
    """One item version of the library's, which everyone may read."""
    with app.app_context(), scope(LIBRARY), transaction():
        return _item("library", 1)


def carry(app: Flask, relay_url: str, *everyone: Populated) -> None:
    """As the relay does: events become jobs, audit entries are sealed."""
    settings = replace(app.extensions["assay"].settings, relay_database_url=relay_url)
    with every_organisation(settings, why="a test fills the tables") as connection:
        post.take(connection, routes(), at_most=1000, at=clock.now())
        seal(connection)
    for made in everyone:
        with app.app_context(), scope(made.organisation_id), reading():
            made.jobs = list(session.scalars(select(Job.id).order_by(Job.id)))


def _correct(made: Populated) -> None:
    """A fault was found in a question that was asked."""
    with transaction():
        correcting.correct(
            made.organisation_id, made.item_versions[1], does="full",
            assessment_id=made.assessments[0], reason=f"A fault, they say at {made.word}.",
            by=made.by, at=clock.now(),
        )  # fmt: skip


def _bank(made: Populated) -> None:
    made.item_versions = [_item(made.slug, number) for number in range(1, QUESTIONS + 1)]
    made.items = write_items(made)


def _item(word: str, number: int) -> UUID:
    item = Item(slug=f"{word}-item-{number}")
    session.add(item)
    session.flush()
    version = ItemVersion(
        item_id=item.id, number=1, kind="single", responsibility="testing", level="mid",
        skill="apply", title=f"What does {word} ask in {number}?", minutes=2, points=2,
        difficulty=0.5, digest=uuid4().bytes, published_at=clock.now(), key={"right": ["b"]},
        content={"stem": f"The stem of {word}, {number}.", "options": OPTIONS},
    )  # fmt: skip
    session.add(version)
    session.flush()
    return version.id


def _assessments(made: Populated) -> None:
    """One that is published and shared, and a draft that is shared with nobody."""
    for number, name in enumerate(("Developer", "Draft")):
        started = assessments.create(name=f"{made.word} {name}", by=made.by)
        assessments.revise(
            started.id, name=f"{made.word} {name}", minutes=45, cut_score=60,
            blueprint=Blueprint(sections=(Section(title="Core", rules=(Pool(count=QUESTIONS),)),)),
            cut_reason=f"Two rounds with three judges at {made.word}.", start_by=None,
            finish_by=None, by=made.by,
        )  # fmt: skip
        made.assessments.append(started.id)
        if number == 0:
            assessments.publish(started.id, by=made.by)
            assessments.share(started.id, made.members["hiring_manager"], by=made.by)


def _candidate(made: Populated, stage: str, means: Means) -> None:
    """Invited with extra time, their paper drawn and their letter sent; begun where it says so."""
    with transaction():
        version = assessed.latest_version(made.assessments[0])
        invitation = invitations.invite(
            version.id, name=f"{stage.title()} {made.word}", email=made.email(f"candidate-{stage}"),
            extra_percent=25, by=made.by,
        )  # fmt: skip
    invitation_id = made.invitations[stage] = invitation.id
    tasks.draw_paper(means, invitation_id=invitation_id)
    tasks.send_invitation(means, invitation_id=invitation_id)
    with transaction():
        made.tokens[stage] = invitations.mint_link(invitation_id)
        if stage == "withdrawn":
            invitations.withdraw(invitation_id, by=made.by)
        if stage in ("sitting", "done"):
            agreed = sittings.Agreed(policy=policy().number)
            made.sittings[stage] = sittings.start(invitation_id, agreed=agreed, at=clock.now()).id
    if stage in ("sitting", "done"):
        _answer(made, made.sittings[stage], means.settings)


def _answer(made: Populated, sitting_id: UUID, settings: Settings) -> None:
    """All but the last question."""
    for position in range(1, QUESTIONS):
        keep(
            settings,
            Save(
                organisation_id=made.organisation_id, sitting_id=sitting_id, generation=1,
                position=position, seq=1, key=uuid4().hex, value={"choice": "b"}, at=clock.now(),
            ),
        )  # fmt: skip


def _sat_and_marked(made: Populated, means: Means) -> None:
    """Handed in, marked, reported, told of, and decided."""
    sitting_id = made.sittings["done"]
    with transaction():
        sittings.submit(sitting_id, at=clock.now())
    tasks.mark_sitting(means, sitting_id=sitting_id)
    tasks.issue_report(means, sitting_id=sitting_id)
    with transaction():
        made.report_id = reports.of_sitting(sitting_id).id
    tasks.notify_members(means, report_id=made.report_id)
    _handed_on(made, means)
    _asked_for(made)
    with transaction():
        decisions.decide(
            made.invitations["done"], verdict="advance", by=made.by,
            reason=f"The work convinced everyone at {made.word}.",
        )  # fmt: skip
        decision = feedback.latest(made.invitations["done"])
        made.decision_id = decision.id
        made.feedback_id = feedback.write(
            made.invitations["done"], decision_id=decision.id, by=made.by, at=clock.now(),
            text=f"We were glad to have you at {made.word}.",
        ).id  # fmt: skip
        session.add(
            CodeRun(
                sitting_id=sitting_id, position=1, seq=1, purpose="mark",
                item_organisation_id=made.organisation_id, item_version_id=made.item_versions[0],
                test_output=f"What was printed at {made.word}.",
            )
        )  # fmt: skip
        extending.extend(
            made.sittings["sitting"], seconds=60, by=made.by, at=clock.now() + timedelta(seconds=1)
        )
        made.message_id = messaging.send(
            made.assessments[0], f"Go on after the alarm at {made.word}.", by=made.by,
            at=clock.now(),
        ).id  # fmt: skip
        invitation_id = made.invitations["done"]
        afterwards.look_again(invitation_id, text=f"The clock of {made.word}.", at=clock.now())
        ratings.rate(invitation_id, stars=4, comment=f"Fair of {made.word}.", at=clock.now())
        came_late = Save(
            organisation_id=made.organisation_id, sitting_id=made.sittings["done"], generation=1,
            position=2, seq=9, key="a-key-of-ours", value={"choice": "c"}, at=clock.now(),
        )  # fmt: skip
        refusal(came_late)
    _tagged(made)
    with reading():
        made.planned_id = planning.of(made.invitations["invited"])[0].id
    for stage, sitting_id in made.sittings.items():
        _noted(made, stage, sitting_id)


def _noted(made: Populated, stage: str, sitting_id: UUID) -> None:
    """A sign of life, something pasted, and what the candidate says of it."""
    with transaction():
        live(at=clock.now())
        pasted = beating.Noticed(
            key=f"{stage}-{made.slug}", kind="paste", ago=timedelta(), position=1, size=12
        )
        beating.beat(sat.by_id(sitting_id), [pasted], at=clock.now())
        beating.comment(sitting_id, f"I pasted my own notes at {made.word}.", at=clock.now())


def _tagged(made: Populated) -> None:
    """Tags and a note of who is done, an act on many, and the columns that the owner chose."""
    with transaction():
        invitation_id = made.invitations["done"]
        made.tag_id = tagging.tag(invitation_id, f"Talks at {made.word}", by=made.by).id
        told = f"Asked for a part-time place at {made.word}."
        made.note_id = tagging.note(invitation_id, told, by=made.by).id
        made.bulk_act_id = bulk.begin(
            made.assessments[0], Asked(among=(invitation_id,)), kind="tag", number=1,
            told={"tag": f"Rounds of {made.word}"},
            viewer=fetch(Member, made.members["recruiter"]),
        ).id  # fmt: skip
        tagging.lay_out(made.members["owner"], ["score", "status", "tags", "decision"])


def _handed_on(made: Populated, means: Means) -> None:
    """A link to the report, opened once, and its anonymous copy."""
    with transaction():
        made.shared = sharing.share(
            made.report_id, shows="full", days=7, for_whom=f"The board of {made.word}",
            by=made.by, at=clock.now(),
        )  # fmt: skip
        (link,) = sharing.links(made.report_id)
        made.link_id = link.id
        sharing.open_shared(made.link_id, took="page", at=clock.now())
        copies.ask_for_copy(made.report_id, by=made.by)
    tasks.make_anonymous_copy(means, report_id=made.report_id)


def _asked_for(made: Populated) -> None:
    """A request by who is invited and has not begun."""
    with transaction():
        asked = requests.ask(
            made.invitations["invited"], "something_else", at=clock.now(),
            text=f"A quiet room at {made.word}.",
        )  # fmt: skip
        made.request_id = asked.id
