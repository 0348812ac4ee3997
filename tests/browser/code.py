"""What the house holds of code: a runner that was heard of, a hotspot, an answer that was run."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from assay.assessments.blueprint import Blueprint, Fixed, Section
from assay.bank import actions as bank
from assay.bank.models import Item, ItemVersion
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.marking import running
from assay.marking.models import CodeRun
from assay.sittings import actions as sittings
from assay.sittings.saving import Save
from assay.testroom.keeping import keep
from tests.bank.items import make, vouch
from workers import tasks
from workers.sandbox.fake import FakeRunner

BUG = "orders-sent-twice"
MENDED = "from flask import Flask\n\napp = Flask(__name__)\n" + "# a long line " * 20 + "\n"


def section():
    """A hotspot of the own bank, and the bug to mend."""
    return Section(title="At the desk", rules=(the("text-in-a-page"), the(BUG)))


def the(slug):
    """The rule that asks for just this item."""
    with reading():
        row = session.scalars(
            select(ItemVersion).join(Item, Item.id == ItemVersion.item_id).where(Item.slug == slug)
        ).one()
        return Fixed(item_organisation_id=row.organisation_id, item_version_id=row.id)


def with_runner(means, settings):
    """The means, with a runner that finds fault with every repeat."""
    runner = FakeRunner(
        settings=settings, verdict=lambda app, test: "failed" if "again" in test else "passed"
    )
    return replace(means, runner=runner, trials=runner)


TITLES = {
    "a-long-title": "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung, its pages",
    "from-right-to-left": "صفحات المكتبة وكيف تُعرض الأسماء فيها",
}
"""Of questions of one's own: as long as a title may be, and written from right to left."""


def make_hotspot():
    """The bank of this scope gets one; the shipped library has the bug to mend."""
    with TemporaryDirectory() as place, transaction():
        make(Path(place), "exploits", name="text-in-a-page")
        for name, title in TITLES.items():
            make(Path(place), "exploits", name=name, title=title)
        vouch(Path(place))
        bank.import_library(Path(place), at=clock.now())


def hear_of_runner(means):
    with transaction():
        bank.keep_capability("here", means.runner.capability(), at=clock.now())


def try_out(means, sitting_id, position):
    """The visible tests have been run with what was written so far."""
    with transaction():
        run = running.try_out(sitting_id, position, at=clock.now())
    tasks.try_code(means, run_id=run.id)


def marked(builder):
    """A candidate whose one answer was code; it is run and marked. The invitation's id."""
    blueprint = Blueprint(sections=(Section(title="Code", rules=(the(BUG),)),))
    _, version = builder._published("Code to mend", 30, 50, blueprint)
    invitation_id = builder._invited("Femi Adeyemi", "femi@x.example", version=version)
    with transaction():
        sitting = sittings.start(invitation_id, agreed=sittings.Agreed(policy=0), at=clock.now())
    save = Save(
        organisation_id=sitting.organisation_id, sitting_id=sitting.id, generation=1, position=1,
        seq=1, key="a-key-of-mine", value={"files": {"app.py": MENDED}}, at=clock.now(),
    )  # fmt: skip
    keep(builder.house.settings, save)
    with transaction():
        sittings.submit(sitting.id, at=clock.now())
    tasks.mark_sitting(builder.means, sitting_id=sitting.id)
    with reading():
        run_id = session.scalar(select(CodeRun.id).where(CodeRun.sitting_id == sitting.id))
    tasks.mark_code(builder.means, run_id=run_id)
    return invitation_id


def item_address(slug=BUG):
    """Of its page in the library, behind the organisation's part."""
    item = the(slug)
    return f"{item.item_organisation_id}/{item.item_version_id}"
