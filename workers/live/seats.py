"""Who may listen to what: a candidate to their own sitting, a member to a board they may see.

Asked anew each time that a socket comes. Nobody is told why not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from flask import Flask, g

from assay.assessments import queries as assessments
from assay.core.db import reading
from assay.core.errors import AssayError
from assay.sittings import board, messaging, queries
from assay.tenancy.scope import scope
from assay.testroom.ticket import TicketOffice
from assay.web.guards import member

REMEMBERED = 20_000


@dataclass(frozen=True)
class Seat:
    """`room` is what is listened to; `most` how many sockets one of them may have."""

    organisation_id: UUID
    room: str
    most: int


TABS = 4
"""Of one sitting. A page that is gone may take a while to be missed."""
BOARDS = 200
"""Of one assessment, all members together."""


def of_sitting(sitting_id: UUID) -> str:
    return f"sitting:{sitting_id}"


def of_board(assessment_id: UUID) -> str:
    return f"board:{assessment_id}"


class Seats:
    """Asks the product, as its own doors do: by the cookie, inside the organisation's scope."""

    def __init__(self, product: Flask) -> None:
        self._product = product
        self._tickets = TicketOffice(product.extensions["assay"].settings)
        self._assessment_of = lru_cache(REMEMBERED)(self._ask_assessment)

    def candidate(self, environ: dict[str, Any]) -> Seat | None:
        """By the sitting's cookie, of the generation that goes on, while it goes on."""
        ticket = self._tickets.read(environ)
        if ticket is None:
            return None
        try:
            with self._inside(ticket.organisation_id):
                sitting = queries.by_id(ticket.sitting_id)
                its = (sitting.generation, sitting.state)
        except AssayError:
            return None
        if its != (ticket.generation, "started"):
            return None
        return Seat(ticket.organisation_id, of_sitting(ticket.sitting_id), TABS)

    def watcher(self, environ: dict[str, Any], told: object) -> Seat | None:
        """By the staff's session, for the board that `told` names: {"slug": …, "assessment": …}."""
        if not isinstance(told, dict):
            return None
        try:
            slug, assessment_id = str(told.get("slug")), UUID(str(told.get("assessment")))
            with self._product.request_context(environ):
                found = cast(Any, _watch)(slug=slug, assessment_id=assessment_id)
        except (AssayError, ValueError):
            return None
        return found if isinstance(found, Seat) else None  # else: sent to sign in first

    def rooms(self, news: dict[str, UUID], *, with_boards: bool) -> list[str]:
        """Who is to look again: the sittings that it is about, and their board."""
        ours = news["organisation_id"]
        if message_id := news.get("message_id"):
            with self._inside(ours):
                sent = messaging.sent_to(message_id)
            return [*map(of_sitting, sent.sitting_ids), of_board(sent.assessment_id)]
        sitting_id = news["sitting_id"]
        rooms = [of_sitting(sitting_id)]
        if with_boards:
            rooms.append(of_board(self._assessment_of(ours, sitting_id)))
        return rooms

    def _ask_assessment(self, organisation_id: UUID, sitting_id: UUID) -> UUID:
        with self._inside(organisation_id):
            return board.assessment_of(sitting_id)

    @contextmanager
    def _inside(self, organisation_id: UUID) -> Iterator[None]:
        with self._product.app_context(), scope(organisation_id), reading():
            yield


@member("candidates.read")
def _watch(assessment_id: UUID) -> Seat:
    assessments.one(assessment_id, viewer=g.member)
    return Seat(g.organisation.id, of_board(assessment_id), BOARDS)
