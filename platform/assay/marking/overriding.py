"""override(): a person's points in place of a machine's, with a reason; both are kept."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from assay.audit.actions import Actor, record
from assay.core.errors import Conflict, Invalid, NotFound, NotReady
from assay.marking import queries, queue, remarking
from assay.marking.engines.outcome import FINEST
from assay.marking.models import Mark, Result
from assay.sittings.late import ENDED
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch

MOST_REASON = 1000
OURS = ("automatic", "override")
"""Where marks come from that can be overridden: what markers gave at the desk stands."""


def override(
    sitting_id: UUID, position: int, points: Decimal, *, reason: str, by: Actor, at: datetime
) -> Result:
    """A new round with these points for one answer; the result is settled anew, and reported anew.

    Again with the same points and reason changes nothing. NotReady while the sitting is not marked;
    Conflict where it is voided, or people marked the answer; Invalid with each wrong field.
    """
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state not in ENDED:
        raise Conflict("the sitting does not count")
    if (result := queries.find_result(sitting_id)) is None:
        raise NotReady("not marked yet")
    stands = {mark.position: mark for mark, _ in queries.marks(sitting_id, result.round)}
    if (mark := stands.get(position)) is None:
        raise NotFound("Mark")
    if mark.source not in OURS or position in queue.places(sitting_id):
        raise Conflict("people mark this answer")
    _check(mark, points, reason)
    told = {"reason": reason.strip(), "before": str(mark.points)}
    if mark.source == "override" and mark.points == points:
        return result
    made = Mark(**{name: getattr(mark, name) for name in remarking.KEPT})
    made.points, made.source, made.marked_by, made.marked_at = points, "override", by.id, at
    made.detail = {"answered": True, "override": told}
    if "seq" in mark.detail:  # of a late answer: it is still the one that these points are for
        made.detail |= {"seq": mark.detail["seq"]}
    record("mark.override", "sitting", sitting_id, actor=by, details={"position": position, **told})
    return remarking.new_round(sitting, {position: made}, by=by, at=at)


def _check(mark: Mark, points: Decimal, reason: str) -> None:
    wrong = {}
    if not points.is_finite() or not 0 <= points <= mark.out_of or points % FINEST:
        wrong["points"] = f"Give points from 0 to {mark.out_of.normalize():f}."
    if not reason.strip() or len(reason) > MOST_REASON or "\0" in reason:
        wrong["reason"] = f"Give the reason, in at most {MOST_REASON:,} characters."
    if wrong:
        raise Invalid(fields=wrong)
