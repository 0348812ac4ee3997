"""What an organisation of populated.py has at its desk: a text that one of two has marked, and a
panel for a cut score that one judge has begun."""

from typing import Any
from uuid import uuid4

from assay.assessments import actions as assessments
from assay.assessments import judging
from assay.assessments.blueprint import Blueprint, Fixed, Section
from assay.audit.actions import Actor
from assay.bank.models import Item, ItemVersion
from assay.core import clock
from assay.core.db import session, transaction
from assay.invitations import actions as invitations
from assay.marking import desk
from assay.sittings import actions as sittings
from assay.sittings.saving import Save
from assay.tenancy.queries import policy
from assay.testroom.keeping import keep
from workers import tasks
from workers.means import Means

CRITERIA = ("danger", "remedy")
LEVELS = dict.fromkeys(CRITERIA, "3")


def lay_on_the_desk(made: Any, means: Means) -> None:
    """The marker has given theirs; the turn of the owner is kept as `made.turn_id`."""
    with transaction():
        version_id = _published(made)
        invitation = invitations.invite(
            version_id, name=f"Texts {made.word}", email=made.email("candidate-texts"), by=made.by
        )
        paper = assessments.draw_paper(version_id)
        invitations.attach_paper(invitation.id, paper.id)
        agreed = sittings.Agreed(policy=policy().number)
        sitting_id = sittings.start(invitation.id, agreed=agreed, at=clock.now()).id
    keep(
        means.settings,
        Save(
            organisation_id=made.organisation_id, sitting_id=sitting_id, generation=1, position=1,
            seq=1, key=uuid4().hex, value={"text": f"Escaped, they say at {made.word}."},
            at=clock.now(),
        ),
    )  # fmt: skip
    with transaction():
        sittings.submit(sitting_id, at=clock.now())
    tasks.mark_sitting(means, sitting_id=sitting_id)
    marker, owner = (Actor(kind="member", id=made.members[role]) for role in ("marker", "owner"))
    with transaction():
        first = desk.take(by=marker, at=clock.now())
        told = f"It is so at {made.word}."
        desk.give(first.id, LEVELS, comment=told, by=marker, at=clock.now())
        made.turn_id = desk.take(by=owner, at=clock.now()).id
        panel = judging.open_panel(
            made.assessments[0], definition=f"Who gets by alone at {made.word}.", by=made.by
        )
        judging.rate(panel.id, made.item_versions[0], 60, by=marker)


def _published(made: Any) -> Any:
    """The version of an assessment whose texts are marked by two."""
    item = _text(made)
    rule = Fixed(item_organisation_id=item.organisation_id, item_version_id=item.id)
    name = f"{made.word} Texts"
    started = assessments.create(name=name, by=made.by)
    assessments.revise(
        started.id, name=name, minutes=45, cut_score=60, cut_reason=f"The texts of {made.word}.",
        blueprint=Blueprint(sections=(Section(title="Core", rules=(rule,)),)), start_by=None,
        finish_by=None, by=made.by,
    )  # fmt: skip
    desk.settle_terms(started.id, markers=2, distance=desk.panel.Terms().distance, by=made.by)
    return assessments.publish(started.id, by=made.by).id


def _text(made: Any) -> ItemVersion:
    item = Item(slug=f"{made.slug}-a-text")
    session.add(item)
    session.flush()
    criteria = [
        {"id": name, "says": f"It speaks of the {name} at {made.word}",
         "anchors": [f"{n} of four things of {made.word}" for n in range(5)]}
        for name in CRITERIA
    ]  # fmt: skip
    version = ItemVersion(
        item_id=item.id, number=1, kind="freetext", responsibility="testing", level="mid",
        skill="apply", title=f"What does {made.word} want written?", minutes=5, points=8,
        difficulty=0.5, digest=uuid4().bytes, published_at=clock.now(),
        content={"stem": f"Write to {made.word}.", "words": 100}, key={"criteria": criteria},
    )  # fmt: skip
    session.add(version)
    session.flush()
    return version
