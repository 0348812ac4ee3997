"""What the house holds of sections that lock: who is before one, and who is within one."""

from datetime import timedelta

from assay.assessments.blueprint import Blueprint, Section
from assay.core.db import reading, transaction
from assay.marking import queries as marking
from assay.sittings import actions as sittings
from assay.sittings import passing
from assay.sittings.saving import Save
from assay.testroom.keeping import keep
from tests.browser.code import the

ASKED = (
    ("By heart", ("config-read-too-early", "hook-of-a-shared-blueprint")),
    ("With the documentation", ("script-beside-the-shop",)),
)
MINUTES = 15


def sit(builder):
    """Sena has not begun the first section; Rui has, and answered one of its questions."""
    sections = tuple(
        Section(title=title, minutes=MINUTES, locks=True, rules=tuple(the(slug) for slug in slugs))
        for title, slugs in ASKED
    )
    _, version = builder._published("Two sections that lock", 40, 50, Blueprint(sections=sections))
    _begun(builder, builder._invited("Sena Aydın", "sena@x.example", version=version))
    rui = _begun(builder, builder._invited("Rui Costa", "rui@x.example", version=version))
    with transaction():
        passing.begin_section(rui.id, 0, at=_earlier(builder))
    with reading():
        (first, *_) = marking.scripts(rui.id)
    save = Save(
        organisation_id=rui.organisation_id, sitting_id=rui.id, generation=1,
        position=first.position, seq=1, key="a-key-of-mine",
        value={"choice": first.key["right"][0]}, at=builder.now,
    )  # fmt: skip
    keep(builder.house.settings, save)


def _begun(builder, invitation_id):
    with transaction():
        agreed = sittings.Agreed(policy=0)
        return sittings.start(invitation_id, agreed=agreed, at=_earlier(builder))


def _earlier(builder):
    return builder.now - timedelta(minutes=3)
