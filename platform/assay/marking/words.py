"""A score in words: whole numbers, and never a range that contradicts its band. Pure."""

from assay.marking.scoring import Number

BANDS = {"above": "Above", "review": "Review", "below": "Below"}


def whole(number: Number) -> str:
    """`74`: a score is told in whole numbers, since its error is larger than one."""
    return str(round(number))


def ends(low: Number, high: Number, cut: Number | None = None) -> tuple[str, str]:
    """The two ends in whole numbers; with one decimal where rounding would cross the cut."""
    if cut is None:
        return whole(low), whole(high)
    return _on_its_side(low, cut), _on_its_side(high, cut)


def _on_its_side(end: Number, cut: Number) -> str:
    near, at = round(float(end)), float(cut)
    crossed = (near <= at) != (float(end) <= at) or (near >= at) != (float(end) >= at)
    return f"{float(end):.1f}" if crossed else str(near)


def verdict(band: str | None, low: Number, high: Number, cut: Number | None) -> str:
    """What the band means, as a sentence."""
    start, end = ends(low, high, cut)
    if band is None or cut is None:
        return f"The likely range is {start} to {end}. No cut score is set."
    at = f"The cut score of {cut} lies"
    if band == "above":
        return f"{at} below the likely range, {start} to {end}."
    if band == "below":
        return f"{at} above the likely range, {start} to {end}."
    return (
        f"{at} within the likely range, {start} to {end}: the measurement alone does not settle it."
    )
