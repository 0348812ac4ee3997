"""Composing a draft question by question: pick one, move a rule, take one out.

Each changes the draft as it is at that moment, under its lock: two who pick at once lose nothing.
"""

from uuid import UUID

from assay.assessments import actions, arranging, picking
from assay.assessments.blueprint import Blueprint, Fixed
from assay.assessments.models import Assessment
from assay.audit.actions import Actor
from assay.bank import queries as bank
from assay.bank.shelf import Card
from assay.core.errors import Conflict, Invalid

NOT_OFFERED = "This question is not offered any more."
ALREADY_IN = "This question is in the draft already."
NO_SECTION = "This section is not there any more."


class Changed(Conflict):
    """The draft is not what the page showed."""


def pick(
    assessment_id: UUID, section: int, item: tuple[UUID, UUID], *, by: Actor
) -> tuple[Assessment, Card]:
    """Have a question in every paper, last in a section. `item`: (organisation's, version's id).

    The number after the last section begins another. Invalid("item", …) where it is not offered,
    is named already, or may not stand beside what is.
    """
    cards = bank.cards()
    card = next((one for one in cards if (one.organisation_id, one.id) == item), None)
    if card is None:
        raise Invalid("item", NOT_OFFERED)

    def change(before: Blueprint) -> Blueprint:
        if picking.is_named(before, cards, card):
            raise Invalid("item", ALREADY_IN)
        if title := picking.barred_by(before, cards, card):
            raise Invalid("item", f"It may not stand in one paper with “{title}”.")
        rule = Fixed(item_organisation_id=card.organisation_id, item_version_id=card.id)
        try:
            return arranging.added(before, section, rule)
        except IndexError:
            raise Invalid("section", NO_SECTION) from None

    return actions.rearrange(assessment_id, change, by=by), card


def move(
    assessment_id: UUID, section: int, rule: int, *, down: bool, seen: str, by: Actor
) -> Assessment:
    """One place up or down, over the edge of its section too. Changed as for take_out()."""
    return actions.rearrange(
        assessment_id,
        lambda before: arranging.moved(_as_seen(before, seen), section, rule, down=down),
        by=by,
    )


def take_out(assessment_id: UUID, section: int, rule: int, *, seen: str, by: Actor) -> Assessment:
    """Changed where the draft is not what `seen` (arranging.mark_of) was the mark of."""
    return actions.rearrange(
        assessment_id,
        lambda before: arranging.without(_as_seen(before, seen), section, rule),
        by=by,
    )


def _as_seen(before: Blueprint, seen: str) -> Blueprint:
    """Rules are named by their places: of another draft they would be other rules."""
    if arranging.mark_of(before) != seen:
        raise Changed
    return before
