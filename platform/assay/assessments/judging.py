"""The verbs of a panel that sets a cut score: open, rate, close, ask again, adopt, withdraw.

A judge's ratings are theirs to change until the panel is closed. The audit says that they rated,
never how: who reads it may be a judge too.
"""

from math import ceil, floor
from uuid import UUID

from assay.assessments import actions, panels
from assay.assessments.angoff import FEWEST_JUDGES, SHARES, Outcome, finished, outcome
from assay.assessments.frame import LONGEST_REASON
from assay.assessments.models import Assessment, CutPanel, CutRating
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotFound
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

LONGEST_DEFINITION = 2000
LONGEST_RATIONALE = 1500
"""With the sentence about the panel before it, it fits where a cut's reason is kept."""
assert LONGEST_RATIONALE + 300 <= LONGEST_REASON
ERRORS = 2
"""So many standard errors from the mean the cut may be taken."""
TOO_FEW = "At least three members must have rated every question before the panel is closed."


def open_panel(assessment_id: UUID, *, definition: str, by: Actor) -> CutPanel:
    """Ask members to rate the draft's items; where a panel is going on, that one is returned."""
    definition = _text("definition", definition, LONGEST_DEFINITION, "Say whom they think of.")
    assessment = actions.locked(assessment_id)
    found = panels.newest(assessment_id)
    if found and found.state in panels.GOING:
        return found
    if not panels.asked(assessment):
        raise Invalid("definition", "The draft asks nothing yet: add questions first.")
    panel = CutPanel(assessment_id=assessment_id, definition=definition, opened_by=by.id)
    session.add(panel)
    session.flush()
    record("cut_panel.open", "cut_panel", panel.id, actor=by)
    return panel


def rate(panel_id: UUID, item_version_id: UUID, share: int, *, by: Actor) -> CutRating:
    """Say which share of the item's points, in per cent, somebody minimally competent earns.

    Said again it replaces what this judge said before. Conflict where the panel is not open;
    NotFound where the draft does not ask the item.
    """
    if share not in SHARES:
        raise Invalid("share", "Choose a share, from 0 to 100 per cent in steps of 5.")
    panel = _open(panel_id)
    asked = panels.asked(fetch(Assessment, panel.assessment_id)).get(item_version_id)
    if asked is None:
        raise NotFound("ItemVersion")
    assert by.id is not None
    rating = _keep(panel, asked, share, by.id)
    record(
        "cut_panel.rate", "cut_panel", panel.id,
        actor=by, details={"item_version_id": str(item_version_id), "round": panel.round},
    )  # fmt: skip
    return rating


def keep_the_rest(panel_id: UUID, *, by: Actor) -> int:
    """In a later round: say of all that one has not rated yet what one said in the round before.

    How many that were.
    """
    panel = _open(panel_id)
    assert by.id is not None
    before = panels.said_by(panel, by.id, number=panel.round - 1)
    now = panels.said_by(panel, by.id)
    asked = panels.asked(fetch(Assessment, panel.assessment_id))
    rest = [one for one in asked if one in before and one not in now]
    for one in rest:
        _keep(panel, asked[one], before[one], by.id)
    if rest:
        told = {"round": panel.round, "how_many": len(rest)}
        record("cut_panel.keep_ratings", "cut_panel", panel.id, actor=by, details=told)
    return len(rest)


def close(panel_id: UUID, *, by: Actor) -> CutPanel:
    """End the round: its ratings stand, and are shown. Quiet where it is closed already.

    Conflict while under three have rated everything; who has not is not counted.
    """
    panel = _going(panel_id)
    if panel.state == "closed":
        return panel
    asked = panels.asked(fetch(Assessment, panel.assessment_id))
    if len(finished(asked, panels.ratings(panel))) < FEWEST_JUDGES:
        raise Conflict(TOO_FEW)
    panel.state, panel.closed_at = "closed", clock.now()
    told = {"round": panel.round}
    record("cut_panel.close", "cut_panel", panel.id, actor=by, details=told)
    return panel


def ask_again(panel_id: UUID, *, after_round: int, by: Actor) -> CutPanel:
    """Open a further round after this one, whose ratings stay on record; again is once."""
    panel = _going(panel_id)
    if panel.round == after_round + 1:
        return panel
    if panel.state != "closed" or panel.round != after_round:
        raise Conflict("not closed")
    panel.state, panel.closed_at, panel.round = "open", None, panel.round + 1
    told = {"round": panel.round}
    record("cut_panel.ask_again", "cut_panel", panel.id, actor=by, details=told)
    return panel


def adopt(panel_id: UUID, cut: int, *, rationale: str, by: Actor) -> CutPanel:
    """Give the draft a cut within two standard errors of the panel's mean; again is once.

    What each item counts is kept with it, so that the mean can be worked out for good. Conflict
    where the panel is open, or the draft asks what under three have rated.
    """
    rationale = _text("rationale", rationale, LONGEST_RATIONALE, "Say why this cut.")
    assessment = actions.locked(fetch(CutPanel, panel_id).assessment_id)
    panel = fetch(CutPanel, panel_id, lock=True)
    if panel.state == "adopted" and (panel.cut_score, panel.rationale) == (cut, rationale):
        return panel
    weights = panels.counted(panel, panels.asked(assessment))
    found = outcome(weights, panels.ratings(panel)) if panel.state == "closed" else None
    if found is None:
        raise Conflict("nothing to adopt")
    least, most = cuts(found)
    if not least <= cut <= most:
        raise Invalid("cut", f"Two standard errors around the mean reach from {least} to {most}.")
    panel.state, panel.cut_score, panel.rationale = "adopted", cut, rationale
    panel.adopted_by, panel.adopted_at = by.id, clock.now()
    panel.weights = {str(one): weight for one, weight in weights.items()}
    assessment.cut_score, assessment.cut_reason = cut, f"{words(panel, found)} {rationale}"
    told = {"cut_score": cut, "assessment_id": str(assessment.id)}
    record("cut_panel.adopt", "cut_panel", panel.id, actor=by, details=told)
    return panel


def withdraw(panel_id: UUID, *, by: Actor) -> CutPanel:
    """End it without a cut; what was rated stays on record. Quiet where it is withdrawn already."""
    panel = fetch(CutPanel, panel_id, lock=True)
    if panel.state == "withdrawn":
        return panel
    if panel.state not in panels.GOING:
        raise Conflict("adopted")
    panel.state = "withdrawn"
    record("cut_panel.withdraw", "cut_panel", panel.id, actor=by)
    return panel


def cuts(of: Outcome) -> tuple[int, int]:
    """(least, most) that may be adopted: at least the whole numbers on both sides of the mean."""
    low, high = of.within(ERRORS)
    return floor(low), ceil(high)


def words(panel: CutPanel, found: Outcome) -> str:
    """How the cut was found, for reports."""
    rounds = "one round" if panel.round == 1 else f"{panel.round} rounds"
    return (
        f"Set by a modified Angoff panel of {len(found.cuts)} in {rounds}:"
        f" mean {found.mean:.1f}, standard error {found.se:.1f}."
    )


def _keep(panel: CutPanel, asked: panels.Asked, share: int, member_id: UUID) -> CutRating:
    """The panel's lock is held, so that nobody writes the same row meanwhile."""
    version = asked.version
    where = (current(), panel.id, panel.round, member_id, version.id)
    rating = session.get(CutRating, where)
    if rating is None:
        rating = CutRating(
            panel_id=panel.id, round=panel.round, member_id=member_id,
            item_organisation_id=version.organisation_id, item_version_id=version.id, share=share,
        )  # fmt: skip
        session.add(rating)
    rating.share, rating.rated_at = share, clock.now()
    session.flush()
    return rating


def _going(panel_id: UUID) -> CutPanel:
    panel = fetch(CutPanel, panel_id, lock=True)
    if panel.state not in panels.GOING:
        raise Conflict(panel.state)
    return panel


def _open(panel_id: UUID) -> CutPanel:
    panel = fetch(CutPanel, panel_id, lock=True)
    if panel.state != "open":
        raise Conflict(panel.state)
    return panel


def _text(field: str, given: str, longest: int, missing: str) -> str:
    """Without space around it; Invalid where nothing is left, or too much."""
    given = given.strip()
    if not given:
        raise Invalid(field, missing)
    if len(given) > longest or "\0" in given:
        raise Invalid(field, f"Keep it to {longest} characters.")
    return given
