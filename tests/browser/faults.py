"""Faults that were found in questions that people of the house had sat."""

from datetime import timedelta

from assay.core.db import reading, transaction
from assay.marking import correcting, effects

MINUTE = timedelta(minutes=1)
WHY = (
    "Option a is right as well since Flask 3.1: the documentation of the release says so, and two"
    " candidates pointed it out in their comments."
)


def found(builder):
    """One that was corrected, with those marked again still to come; and one that was not."""
    chosen = [one for one in builder.scripts if one.kind == "single"][:2]
    faulty, sound = (
        f"/o/northwind/library/{one.item_organisation_id}/{one.item_version_id}/corrections"
        for one in chosen
    )
    builder.house.at |= {"faulty": faulty, "sound": sound}
    item = chosen[0]
    for minute, does in enumerate(("left_out", "full")):
        with transaction():
            correcting.correct(
                item.item_organisation_id, item.item_version_id, does=does, assessment_id=None,
                reason=WHY, by=builder._actor("recruiter"), at=builder.now + minute * MINUTE,
            )  # fmt: skip
    with reading():
        assert effects.come(item.item_organisation_id, item.item_version_id).outdated
