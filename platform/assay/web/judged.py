"""What a panel came to, as its page tells it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assay.assessments import judging, panels
from assay.assessments.angoff import Outcome, Spread, lacking, outcome
from assay.assessments.models import CutPanel
from assay.assessments.panels import Asked
from assay.bank.models import ItemVersion
from assay.insights import impact
from assay.web.forms.judging import AdoptForm

WIDEST = 10
"""Questions that are listed for the judges' differing most; the others are folded away."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question of the outcome; `expected`: per cent of its points, by its author."""

    item: ItemVersion
    weight: float
    spread: Spread

    @property
    def expected(self) -> int:
        return round(self.item.difficulty * 100)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A cut, what it is, and how many people would reach it."""

    words: str
    cut: float
    people: int


def shown(panel: CutPanel, asked: dict[UUID, Asked]) -> dict[str, Any]:
    """Of a closed panel, or of the one that was adopted last."""
    said, weights = panels.ratings(panel), panels.counted(panel, asked)
    found = outcome(weights, said)
    shown: dict[str, Any] = {
        "outcome": found,
        "lacking": [asked[one].version for one in lacking(asked, said)],
        "has_changed": weights.keys() != asked.keys(),
        "widest": WIDEST,
    }
    if found is None:
        return shown
    least, most = judging.cuts(found)
    items = panels.items_of(found.items)
    return shown | {
        "least": least,
        "most": most,
        "adopting": AdoptForm(data={"cut": round(found.mean)}),
        "lines": [
            Line(item=items[one], weight=weights[one], spread=found.items[one])
            for one in found.widest
        ],
        **_impact(panel, found),
    }


def _impact(panel: CutPanel, found: Outcome) -> dict[str, Any]:
    """Of the mean, of one and two standard errors around it, and of the cut that was adopted."""
    (near_low, near_high), (far_low, far_high) = found.within(1), found.within(2)
    cuts = [
        ("Two standard errors below", far_low), ("One below", near_low), ("The mean", found.mean),
        ("One above", near_high), ("Two standard errors above", far_high),
    ]  # fmt: skip
    if panel.cut_score is not None:
        cuts.append(("Adopted", panel.cut_score))
        cuts.sort(key=lambda one: one[1])
    come = impact.impact(panel.assessment_id, [cut for _, cut in cuts])
    return {
        "sat": come.sat,
        "fewest_sat": impact.FEWEST,
        "reaches": [
            Reach(words=words, cut=cut, people=people)
            for (words, cut), people in zip(cuts, come.reach, strict=False)
        ],
    }
