"""What was noted of a sitting, as staff read it: counts and facts in order, and no verdict."""

from dataclasses import dataclass
from datetime import datetime

from assay.decisions.naming import Called
from assay.sittings import noted
from assay.sittings.models import Note, Sitting
from assay.sittings.noted import COUNTED, Noted


@dataclass(frozen=True, kw_only=True)
class Line:
    at: datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """`extensions` and `lines` oldest first; `comment` is the candidate's."""

    counts: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    extensions: tuple[Line, ...]
    comment: str
    is_cut: bool


def told(sitting: Sitting | None, called: Called) -> Told | None:
    """None where nothing was noted, or nothing has begun."""
    found = noted.noted(sitting.id) if sitting else None
    return _told(found, called) if found and not found.is_empty else None


def _told(found: Noted, called: Called) -> Told:
    return Told(
        counts=tuple((COUNTED[kind], n) for kind, n in found.counts.items() if kind in COUNTED),
        lines=tuple(Line(at=note.noted_at, words=_words(note)) for note in found.notes),
        extensions=tuple(
            Line(
                at=one.extended_at,
                words=f"{span(one.seconds)} more, "
                + ("by a member" if one.because == "member" else "because our server was away"),
            )
            for one in found.extensions
        ),
        comment=called.text(found.comment.text) if found.comment else "",
        is_cut=found.is_cut,
    )


def _words(note: Note) -> str:
    size = note.size or 0
    return {
        "left": "page left",
        "back": "page come back to",
        "paste": f"question {note.position}: {size:,} characters pasted",
        "offline": "browser offline",
        "online": "browser online again",
        "growth": f"question {note.position}: answer had a length of {size:,}",
        "away_server": f"nothing heard for {span(size)}: our server was away",
        "away_network": f"nothing heard for {span(size)}: the network was away",
        "away_candidate": f"nothing heard for {span(size)}: the page was closed, or asleep",
    }[note.kind]


def span(seconds: int) -> str:
    """`4 min`, `4 min 20 s`, `20 s`."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest or not minutes)
    return " ".join(parts)
