"""One question of a sitting: its place in the paper, and the answer that stands."""

import secrets
from decimal import Decimal

from flask import url_for
from flask_babel import format_decimal, ngettext

from assay.assessments import papers
from assay.bank import content as contents
from assay.bank.asked import Question, shown
from assay.bank.view import candidate_view
from assay.sittings import queries
from assay.sittings.models import Sitting
from assay.testroom.trials import trial


def question(sitting: Sitting, position: int, *, of: int) -> Question:
    """NotFound where the paper has no such place."""
    place, version = papers.question(sitting.paper_id, position)
    content = contents.parse(version.kind, version.content)
    stands = queries.answer(sitting.id, position)
    value = stands.value if stands else None
    is_last = position >= of
    return Question(
        position=position,
        is_last=is_last,
        points=_points(place.points),
        minutes=_minutes(version.minutes) if version.minutes else "",
        answerable=content.answerable,
        value=value,
        seq=stands.seq if stands else 0,
        key=secrets.token_urlsafe(12),
        flagged=position in sitting.flagged,
        previous=position - 1,
        next_href=url_for("review") if is_last else url_for("room", position=position + 1),
        trial=trial(sitting.id, position, content, seq=stands.seq if stands else 0),
        **shown(candidate_view(content, place.option_order or ()), value),
    )


def _points(count: Decimal | int) -> str:
    """`1 point`, `2.5 points`."""
    words = format_decimal(count)
    number = 1 if count == 1 else 2
    return str(ngettext("%(points)s point", "%(points)s points", number, points=words))


def _minutes(count: int) -> str:
    return str(ngettext("%(num)d minute", "%(num)d minutes", count))
