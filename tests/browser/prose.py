"""What the house holds of texts: one in a paper, which no rule would draw, one at the desk."""

from sqlalchemy import func, select

from assay.assessments.blueprint import Blueprint, Section
from assay.assessments.models import PaperItem
from assay.core import clock
from assay.core.db import session, transaction
from assay.invitations import queries as invitations
from assay.marking import desk
from assay.sittings import actions as sittings
from assay.sittings.saving import Save
from assay.testroom.keeping import keep
from tests.browser.code import the
from workers import tasks

TEXT = "where-sessions-are-kept"
PAIRS = "ways-of-a-word"
SAID = (
    "Members can end every session of theirs from now on.\n\nToday a session is a signed cookie:"
    " it stays valid until it runs out, whatever the server knows.\n\nWe keep a number for each"
    " member, which stands in every session of theirs and is counted up when they ask for it."
)


def put_in(invitation_id):
    """At the end of the paper: nothing that can be published holds a text yet."""
    rule = the(TEXT)
    with transaction():
        paper_id = invitations.one(invitation_id).paper_id
        last = session.scalar(
            select(func.max(PaperItem.position)).where(PaperItem.paper_id == paper_id)
        )
        session.add(
            PaperItem(
                paper_id=paper_id, position=last + 1, section=1, points=12, option_order=[],
                item_organisation_id=rule.item_organisation_id,
                item_version_id=rule.item_version_id,
            )
        )  # fmt: skip


def waiting(builder):
    """A candidate whose pairs are marked and whose text is in the owner's hand. The invitation."""
    blueprint = Blueprint(sections=(Section(title="Pairs", rules=(the(PAIRS),)),))
    _, version = builder._published("Pairs and a text", 30, 50, blueprint)
    invitation_id = builder._invited("Yuki Tanaka", "yuki@x.example", version=version)
    put_in(invitation_id)
    with transaction():
        sitting = sittings.start(invitation_id, agreed=sittings.Agreed(policy=0), at=clock.now())
    for position, value in ((1, {"pairs": {"1": "d", "2": "f", "3": "f"}}), (2, {"text": SAID})):
        save = Save(
            organisation_id=sitting.organisation_id, sitting_id=sitting.id, generation=1,
            position=position, seq=1, key="a-key-of-mine", value=value, at=clock.now(),
        )  # fmt: skip
        keep(builder.house.settings, save)
    with transaction():
        sittings.submit(sitting.id, at=clock.now())
    tasks.mark_sitting(builder.means, sitting_id=sitting.id)
    with transaction():
        turn = desk.take(by=builder._actor("owner"), at=clock.now())
    builder.house.at["turn"] = f"/o/northwind/marking/{turn.id}"
    return invitation_id
