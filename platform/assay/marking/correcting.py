"""correct(): a fault in a question, found after the fact, and what follows for who sat it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from assay.accounts.models import Member
from assay.assessments.models import Assessment
from assay.audit.actions import Actor, record
from assay.bank import queries as bank
from assay.bank.content import MACHINE_KINDS, parse
from assay.bank.corrections import corrected_key
from assay.bank.keys import parse_key
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.core.errors import Invalid
from assay.events.catalogue import KeyCorrected, MarksOutdated
from assay.events.outbox import publish
from assay.marking import corrections, effects
from assay.marking.corrections import AS_IT_WAS
from assay.marking.models import Correction
from assay.tenancy.queries import fetch

DOES = ("key", "full", "left_out", AS_IT_WAS)
MOST_REASON = 1000


def drafted(
    item: ItemVersion,
    *,
    does: str,
    assessment_id: UUID | None,
    right: Sequence[str] = (),
    accept: Sequence[str] = (),
) -> Correction:
    """One that is not kept yet, to be looked at before. Invalid with each wrong field.

    Where `assessment_id` is None it is for every assessment of the organisation.
    """
    if item.kind not in MACHINE_KINDS:
        raise Invalid("does", "People mark this question: they give what it is worth.")
    if does not in DOES:
        raise Invalid("does", "Choose what is to be done.")
    key = None
    if does == "key":
        content = parse(item.kind, item.content)
        key = dict(
            corrected_key(content, parse_key(item.kind, item.key), right=right, accept=accept)
        )
    drafted = Correction(
        item_organisation_id=item.organisation_id, item_version_id=item.id,
        assessment_id=assessment_id, does=does, key=key,
    )  # fmt: skip
    if changes_nothing(drafted, corrections.history(item.organisation_id, item.id)):
        raise Invalid("does", "That is how it is marked already.")
    return drafted


def changes_nothing(drafted: Correction, before: Sequence[Correction]) -> bool:
    """Does it say what stands already, wherever it would count?"""
    places = {drafted.assessment_id}
    if drafted.assessment_id is None:
        places |= {one.assessment_id for one in before}
    return all(_same(drafted, corrections.standing_in(before, place)) for place in places)


def _same(one: Correction, stands: Correction | None) -> bool:
    if stands is None:
        return one.does == AS_IT_WAS
    return (one.does, one.key) == (stands.does, stands.key)


def correct(
    item_organisation_id: UUID,
    item_version_id: UUID,
    *,
    does: str,
    assessment_id: UUID | None,
    reason: str,
    by: Actor,
    at: datetime,
    right: Sequence[str] = (),
    accept: Sequence[str] = (),
) -> Correction:
    """Have the question marked like this from now on, and mark again what it was marked by before.

    What people gave stays, and so does every decision. Invalid with each wrong field; NotFound
    where there is no such question, or assessment, of ours.
    """
    reason = reason.strip()
    if not reason or len(reason) > MOST_REASON or "\0" in reason:
        raise Invalid("reason", f"Give the reason, in at most {MOST_REASON:,} characters.")
    assert by.id is not None
    fetch(Member, by.id, lock=True)  # who presses twice corrects once
    item = bank.version(item_organisation_id, item_version_id)
    if assessment_id is not None:
        fetch(Assessment, assessment_id)
    row = drafted(item, does=does, assessment_id=assessment_id, right=right, accept=accept)
    row.reason, row.made_by, row.made_at = reason, by.id, at
    session.add(row)
    session.flush()
    record(
        "key.correct", "item_version", item.id, actor=by,
        details={"correction_id": str(row.id), "does": does, "reason": reason}
        | ({"assessment_id": str(assessment_id)} if assessment_id else {}),
    )  # fmt: skip
    publish(KeyCorrected(correction_id=row.id))
    return row


def spread(correction_id: UUID) -> int:
    """Ask that every sitting with such an answer be marked again; how many were asked for.

    Those too whose marking is under way: it may have begun before the correction. A second time
    asks only for what is still as it was.
    """
    row = fetch(Correction, correction_id)
    found = effects.outdated(row.item_organisation_id, row.item_version_id)
    for sitting_id in found:
        publish(MarksOutdated(sitting_id=sitting_id))
    return len(found)
