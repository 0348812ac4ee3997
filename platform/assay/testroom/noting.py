"""What was noted of a sitting, as its candidate reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import g
from flask_babel import gettext, ngettext

from assay.sittings import away, noted
from assay.sittings.models import Note, Sitting
from assay.testroom.beating import words_of
from assay.testroom.languages import language
from assay.testroom.surroundings import about
from assay.testroom.when import minutes


@dataclass(frozen=True, kw_only=True)
class Line:
    time: str
    machine: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Face:
    """`records`: anything may be noted at all."""

    extensions: tuple[str, ...]
    counts: tuple[str, ...]
    lines: tuple[Line, ...]
    is_cut: bool
    comment: str
    may_comment: bool
    records: bool


def face(sitting: Sitting) -> Face:
    """Whoever came by the link reads it; the browser that sat may comment as well."""
    found = noted.noted(sitting.id)
    time_zone = about(sitting).time_zone
    try:
        zone = ZoneInfo(time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return Face(
        extensions=tuple(words_of(one) for one in found.extensions),
        counts=_counts(found.counts),
        lines=tuple(
            Line(
                time=f"{note.noted_at.astimezone(zone):%H:%M:%S}",
                machine=note.noted_at.isoformat(timespec="seconds"),
                words=_line(note),
            )
            for note in found.notes
        ),
        is_cut=found.is_cut,
        comment=found.comment.text if found.comment else "",
        may_comment="ticket" in g and found.comment is None,
        records=bool(away.agreed_policy(sitting.invitation_id).records),
    )


def _counts(counts: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence each; what comes in pairs is counted once."""
    left, pasted = counts.get("left", 0), counts.get("paste", 0)
    grown, offline = counts.get("growth", 0), counts.get("offline", 0)
    told = [
        left and ngettext("The page was left once.", "The page was left %(num)d times.", left),
        pasted and ngettext(
            "Something was pasted once.", "Something was pasted %(num)d times.", pasted
        ),
        offline and ngettext(
            "The browser was offline once.", "The browser was offline %(num)d times.", offline
        ),
        grown and ngettext(
            "How an answer grows was noted once.",
            "How answers grow was noted %(num)d times.",
            grown,
        ),
    ]  # fmt: skip
    gaps = sum(counts.get(f"away_{cause}", 0) for cause in ("server", "network", "candidate"))
    if gaps:
        told.append(
            ngettext(
                "Once nothing was heard of the page for a while.",
                "%(num)d times nothing was heard of the page for a while.",
                gaps,
            )
        )
    return tuple(words for words in told if words)


def _line(note: Note) -> str:
    time = minutes(timedelta(seconds=note.size or 0), language())
    size, position = note.size or 0, note.position or 0
    words = {
        "left": gettext("The page was left"),
        "back": gettext("The page was come back to"),
        "paste": gettext(
            "Question %(position)d: %(size)d characters were pasted", position=position, size=size
        ),
        "offline": gettext("The browser went offline"),
        "online": gettext("The browser was online again"),
        "growth": gettext(
            "Question %(position)d: the answer had a length of %(size)d",
            position=position,
            size=size,
        ),
        "away_server": gettext(
            "For %(time)s nothing was heard of the page: our server was away", time=time
        ),
        "away_network": gettext(
            "For %(time)s nothing was heard of the page: the network was away", time=time
        ),
        "away_candidate": gettext(
            "For %(time)s nothing was heard of the page: it was closed, or asleep", time=time
        ),
    }
    return str(words[note.kind])
