"""The candidate's cookie: which organisation, which sitting, which of its browsers. Signed."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from werkzeug.http import dump_cookie, parse_cookie
from werkzeug.wrappers import Response

from assay.core.settings import Settings
from assay.core.signing import Signer
from assay.sittings.models import Sitting

COOKIE = "assay_sitting"
PATH = "/sit"
LASTS = timedelta(days=3)
LONGEST = 400
"""Signs of a cookie of ours are fewer."""
REMEMBERED = 4096


@dataclass(frozen=True, kw_only=True)
class Ticket:
    organisation_id: UUID
    sitting_id: UUID
    generation: int


class TicketOffice:
    """Writes and reads the cookie; what it did not sign itself is nothing to it.

    What a cookie says never changes, so that the last ones read are remembered.
    """

    def __init__(self, settings: Settings) -> None:
        self._signer = Signer(settings.secret_key, "sitting")
        self._secure = settings.base_url.startswith("https:")
        self._remembered = lru_cache(REMEMBERED)(self._read)

    def read(self, environ: dict[str, object]) -> Ticket | None:
        signed = self.text(environ)
        return self._remembered(signed) if 0 < len(signed) <= LONGEST else None

    def _read(self, signed: str) -> Ticket | None:
        told = self._signer.unsign(signed)
        if told is None or len(told) != 3:
            return None
        organisation, sitting, generation = told
        return Ticket(
            organisation_id=UUID(str(organisation)),
            sitting_id=UUID(str(sitting)),
            generation=int(generation),
        )

    def text(self, environ: dict[str, object]) -> str:
        """The cookie as it came, unread."""
        return parse_cookie(str(environ.get("HTTP_COOKIE", ""))).get(COOKIE, "")

    def hand_out(self, response: Response, sitting: Sitting) -> None:
        ticket = Ticket(
            organisation_id=sitting.organisation_id,
            sitting_id=sitting.id,
            generation=sitting.generation,
        )
        response.headers.add("Set-Cookie", self.written(ticket))

    def written(self, ticket: Ticket) -> str:
        """What the header says that gives the cookie."""
        owner, sitting = str(ticket.organisation_id), str(ticket.sitting_id)
        return dump_cookie(
            COOKIE,
            self._signer.sign([owner, sitting, ticket.generation]),
            max_age=LASTS,
            path=PATH,
            httponly=True,
            samesite="Lax",
            secure=self._secure,
        )
