"""Three judges who set the cut of one assessment before it is published, in two rounds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from uuid import UUID

from assay.assessments import judging, panels
from assay.assessments.angoff import SHARES, STEP, Outcome, outcome
from assay.assessments.models import Assessment, CutPanel
from assay.audit.actions import Actor
from assay.core.db import reading, transaction
from assay.tenancy.queries import fetch

WHOM = (
    "Adds an endpoint to an API that others have built, tests it and sees why a request fails,"
    " with a senior developer to ask once a day. Does not yet design an API alone."
)
WHY = "We take the mean: both rounds came to nearly the same, and nobody wanted to leave it."
LEANS = (-3, 0, 5)
"""By how many per cent each is stricter or kinder than the authors of the questions."""
APART = 9
"""How far, in per cent, a judge's ratings scatter around that."""
TALKED_ABOUT = 10
"""Questions that are rated a second time, those on which they differed most."""


def set_cut(assessment_id: UUID, judges: Sequence[Actor], *, by: Actor) -> None:
    """The draft has the cut that they come to; who they are like is the same each time."""
    chance = random.Random(11)
    with transaction():
        panel_id = judging.open_panel(assessment_id, definition=WHOM, by=by).id
    with reading():
        asked = panels.asked(fetch(Assessment, assessment_id))
        expected = {one: 100 * each.version.difficulty for one, each in asked.items()}
    for judge, lean in zip(judges, LEANS, strict=True):
        with transaction():
            for one, share in expected.items():
                _rate(panel_id, one, share + lean + chance.gauss(0, APART), judge)
    with transaction():
        judging.close(panel_id, by=by)
        judging.ask_again(panel_id, after_round=1, by=by)
    _talk(panel_id, assessment_id, judges)
    with transaction():
        judging.close(panel_id, by=by)
        found = _outcome(panel_id, assessment_id, number=2)
        judging.adopt(panel_id, round(found.mean), rationale=WHY, by=by)


def _talk(panel_id: UUID, assessment_id: UUID, judges: Sequence[Actor]) -> None:
    """Where they differed most each comes half way to the mean; the rest they keep."""
    with reading():
        found = _outcome(panel_id, assessment_id, number=1)
        before = panels.ratings(fetch(CutPanel, panel_id), number=1)
    for judge in judges:
        assert judge.id is not None
        with transaction():
            for one in found.widest[:TALKED_ABOUT]:
                share = (before[judge.id][one] + found.items[one].mean) / 2
                _rate(panel_id, one, share, judge)
            judging.keep_the_rest(panel_id, by=judge)


def _rate(panel_id: UUID, item_version_id: UUID, share: float, judge: Actor) -> None:
    step = STEP * round(share / STEP)
    judging.rate(panel_id, item_version_id, max(SHARES[1], min(SHARES[-2], step)), by=judge)


def _outcome(panel_id: UUID, assessment_id: UUID, *, number: int) -> Outcome:
    panel, asked = fetch(CutPanel, panel_id), panels.asked(fetch(Assessment, assessment_id))
    found = outcome(panels.counted(panel, asked), panels.ratings(panel, number=number))
    assert found is not None
    return found
