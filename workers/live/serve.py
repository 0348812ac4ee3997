"""The sockets themselves: who comes in, how many at most, and "look" to those whom it concerns.

One instance is one process. Several hear the same news, each for its own sockets; none knows of the
others. A socket carries nothing but "look": what there is to see is asked of the web.
"""

import argparse
import logging
import os
from collections import defaultdict, deque
from collections.abc import Iterable
from logging.config import dictConfig
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO, join_room
from sqlalchemy.exc import SQLAlchemyError

from assay.app import create_app
from assay.core import logs
from assay.core.settings import Settings
from workers.live.seats import Seat, Seats
from workers.news import Ears

log = logging.getLogger("assay.live")

DOORS = {"/sit/live/": "candidate", "/o/live/": "member"}
"""Each under the path of the cookie that opens it."""
INSIDE, DOOR = "/live/", "assay.live.door"
MOST_BYTES = 1024
"""Of one message of a browser's; it has nothing to say but where it wants to listen."""
MOST_SOCKETS = 10_000
"""Of one instance: who comes then tries again, and asks the web meanwhile."""
PING_EACH, PONG_WITHIN = 25, 20


class Crowd:
    """Who listens where, in this instance."""

    def __init__(self) -> None:
        self._rooms: dict[str, deque[str]] = defaultdict(deque)
        self._seats: dict[str, Seat] = {}

    def __len__(self) -> int:
        return len(self._seats)

    @property
    def has_boards(self) -> bool:
        return any(room.startswith("board:") for room in self._rooms)

    def enter(self, sid: str, seat: Seat) -> list[str]:
        """Take one in; those who have to go for it: the oldest, as a page that is gone is one."""
        room = self._rooms[seat.room]
        room.append(sid)
        self._seats[sid] = seat
        return [room[n] for n in range(len(room) - seat.most)]

    def leave(self, sid: str) -> None:
        if (seat := self._seats.pop(sid, None)) is None:
            return
        self._rooms[seat.room].remove(sid)
        if not self._rooms[seat.room]:
            del self._rooms[seat.room]


class Live:
    """`wsgi` is what a server serves; `tell_on` hands news to those who listen, for ever."""

    def __init__(self, settings: Settings, product: Flask, *, async_mode: str = "gevent") -> None:
        self.crowd, self.ears = Crowd(), Ears(settings)
        self._seats = Seats(product)
        self._app = Flask("assay.live", static_folder=None)
        self._app.add_url_rule("/healthz", "health", self._health)
        self.socketio = SocketIO(
            self._app,
            path=INSIDE,
            async_mode=async_mode,
            transports=["websocket"],
            cors_allowed_origins=[settings.base_url],
            max_http_buffer_size=MOST_BYTES,
            ping_interval=PING_EACH,
            ping_timeout=PONG_WITHIN,
            manage_session=False,
            cookie=None,
        )
        self.socketio.on_event("connect", self._come)
        self.socketio.on_event("disconnect", self._go)

    def wsgi(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Two addresses are one service; which was asked for says which cookie came along."""
        if door := DOORS.get(environ.get("PATH_INFO", "")):
            environ["PATH_INFO"], environ[DOOR] = INSIDE, door
        elif environ.get("PATH_INFO") != "/healthz":
            environ["PATH_INFO"] = "/nowhere"
        answer: Iterable[bytes] = self._app.wsgi_app(environ, start_response)
        return answer

    def tell_on(self) -> None:
        for news in self.ears.heard():
            try:
                rooms = self._seats.rooms(news, with_boards=self.crowd.has_boards)
            except Exception:
                log.warning("nobody was told", exc_info=True)
                continue
            for room in rooms:
                self.socketio.emit("look", to=room)

    def _come(self, told: object = None) -> None:
        if len(self.crowd) >= MOST_SOCKETS:
            raise Refused("later")
        try:
            seat = self._seat(request.environ, told)
        except SQLAlchemyError:
            log.warning("nobody can come in", exc_info=True)
            raise Refused("later") from None
        if seat is None:
            raise Refused("not here")
        sid: str = request.sid  # type: ignore[attr-defined]
        join_room(seat.room)
        for gone in self.crowd.enter(sid, seat):
            self._show_out(gone)

    def _show_out(self, sid: str) -> None:
        """Told to go, so that it does not come again, and then cut off."""
        server = self.socketio.server
        line = server.manager.eio_sid_from_sid(sid, "/")
        server.disconnect(sid)
        if line is not None:
            server.eio.disconnect(line)

    def _seat(self, environ: dict[str, Any], told: object) -> Seat | None:
        if environ.get(DOOR) == "candidate":
            return self._seats.candidate(environ)
        return self._seats.watcher(environ, told)

    def _go(self, *_: object) -> None:
        self.crowd.leave(request.sid)  # type: ignore[attr-defined]

    def _health(self) -> dict[str, object]:
        return {"process": "up", "news": self.ears.hears, "sockets": len(self.crowd)}


def main() -> None:
    from gevent import pywsgi, spawn

    told = argparse.ArgumentParser(prog="python -m workers.live")
    told.add_argument("--bind", default=os.environ.get("LIVE_BIND", "127.0.0.1:5001"))
    host, _, port = told.parse_args().bind.rpartition(":")
    dictConfig(logs.config())
    settings = Settings.from_env()
    live = Live(settings, create_app(settings))
    spawn(live.tell_on)
    log.info("live on port %s", port)
    pywsgi.WSGIServer((host, int(port)), live.wsgi, log=None, error_log=log).serve_forever()
