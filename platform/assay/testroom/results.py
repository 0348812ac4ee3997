"""The result as its candidate reads it: a band in plain words, and what it rests on.

It tells no key, no title of a question, nothing of others, and not the cut score: that number is
the organisation's, one for all who sit, and beside a range it would look finer than it is.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from assay.bank.content import CODE_KINDS, PERSON_KINDS
from assay.marking import gauge
from assay.marking import queries as marking
from assay.marking.scoring import Measure
from assay.marking.words import ends, whole
from assay.reports import queries as reports
from assay.reports.content import Content, Question
from assay.sittings import receipts
from assay.sittings.models import Sitting

WIDE, NARROW = 420, 180

BANDS = {
    "above": _("Your result lies above the score that %(organisation)s has set for this test."),
    "review": _(
        "Your result lies near the score that %(organisation)s has set for this test. The"
        " measurement alone does not say on which side of it."
    ),
    "below": _("Your result lies below the score that %(organisation)s has set for this test."),
}
NO_CUT = _("%(organisation)s has set no score for this test.")
TOO_FEW = _("The test had too few questions for a number.")


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A score with its likely range, in words and as a picture."""

    score: str
    likely: str
    picture: Markup


@dataclass(frozen=True, kw_only=True)
class Line:
    """One responsibility; without a number where under four questions gave evidence of it."""

    name: str
    questions: str
    drawn: Drawn | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    band: str
    drawn: Drawn | None
    sure: tuple[str, ...]
    lines: tuple[Line, ...]

    def told(self) -> dict[str, Any]:
        """Without its pictures."""
        return {
            "band": self.band,
            "score": self.drawn and self.drawn.score,
            "likely": self.drawn and self.drawn.likely,
            "how_sure": list(self.sure),
            "responsibilities": [
                {
                    "name": line.name,
                    "questions": line.questions,
                    "score": line.drawn and line.drawn.score,
                    "likely": line.drawn and line.drawn.likely,
                    "evidence": list(line.evidence),
                }
                for line in self.lines
            ],
        }


def shown(sitting: Sitting) -> Shown | None:
    """None where it is not shown, or not there yet."""
    if sitting.state not in ("submitted", "expired") or not receipts.agreed(sitting).shows_result:
        return None
    if marking.find_result(sitting.id) is None:
        return None
    told = reports.content(sitting.id)
    if told.unmarked:
        return None
    return Shown(
        band=_band(told),
        drawn=_drawn(told.measure, WIDE) if told.measure else None,
        sure=_sure(told),
        lines=tuple(_line(told, one.name, one.measure) for one in told.lines),
    )


def _band(told: Content) -> str:
    if told.measure is None:
        return str(TOO_FEW)
    said = BANDS.get(told.measure.band or "", NO_CUT)
    return str(said) % {"organisation": told.organisation}


def _drawn(measure: Measure, width: int) -> Drawn:
    """Without the cut, and in one colour whatever the band is."""
    low, high = ends(measure.likely.low, measure.likely.high)
    score = whole(measure.percent)
    likely = gettext("likely %(low)s to %(high)s", low=low, high=high)
    return Drawn(
        score=score,
        likely=likely,
        picture=gauge.svg(
            measure.percent,
            (measure.likely.low, measure.likely.high),
            (measure.interval.low, measure.interval.high),
            None,
            None,
            width,
            said=gettext("%(score)s of 100, %(likely)s", score=score, likely=likely),
        ),
    )


def _sure(told: Content) -> tuple[str, ...]:
    """What a measurement by so many questions is worth."""
    asked = ngettext(
        "This is a measurement by %(num)d question, on one day.",
        "This is a measurement by %(num)d questions, on one day.",
        len(told.scored),
    )
    if told.measure is None:
        return (asked,)
    likely = ends(told.measure.likely.low, told.measure.likely.high)
    widest = ends(told.measure.interval.low, told.measure.interval.high)
    return (
        asked,
        gettext(
            "With other questions of the same kind, two of three such tests would give a result"
            " from %(low)s to %(high)s, and nineteen of twenty one from %(lowest)s to %(highest)s.",
            low=likely[0], high=likely[1], lowest=widest[0], highest=widest[1],
        ),
        gettext("It says nothing about you beyond what these questions asked."),
    )  # fmt: skip


def _line(told: Content, name: str, measure: Measure | None) -> Line:
    asked = told.of(name)
    return Line(
        name=gettext(name),
        questions=ngettext("%(num)d question", "%(num)d questions", len(asked)),
        drawn=_drawn(measure, NARROW) if measure else None,
        evidence=() if measure else evidence(asked),
    )


def evidence(asked: tuple[Question, ...]) -> tuple[str, ...]:
    """How many questions earned what, never which. Of a single one that is chosen from options it
    would tell the key, so that nothing is said of it."""
    if len(asked) == 1 and asked[0].kind not in (*CODE_KINDS, *PERSON_KINDS):
        return (gettext("One question says little, and is not told alone."),)
    count = {name: sum(one.status == name for one in asked) for name in SAID}
    return tuple(_said(name, number) for name, number in count.items() if number)


SAID = ("right", "partly", "wrong", "none")


def _said(status: str, n: int) -> str:
    if status == "right":
        said = ngettext("%(num)d earned all points", "%(num)d earned all points", n)
    elif status == "partly":
        said = ngettext("%(num)d earned a part", "%(num)d earned a part", n)
    elif status == "wrong":
        said = ngettext("%(num)d earned nothing", "%(num)d earned nothing", n)
    else:
        said = ngettext("%(num)d was not answered", "%(num)d were not answered", n)
    return str(said)
