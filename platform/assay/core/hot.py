"""The save path's own connections: one prepared statement, one round trip, its own transaction.

libpq is asked as it is (psycopg.pq), in texts: to adapt values and rows costs more than the call.
"""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from psycopg import pq
from psycopg.errors import error_from_result
from sqlalchemy import make_url

from assay.core.errors import NotReady
from assay.core.settings import Settings

OPTIONS = {
    "connect_timeout": "2",
    "tcp_user_timeout": "10000",
    "options": "-c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=10s"
    " -c plan_cache_mode=force_generic_plan",
}
"""A database that is gone, or a row that somebody holds, is told of soon; nobody waits for ever.

One plan does for every save: to weigh another each time costs a sixth of it.
"""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """`sql` with $1, $2…; each connection prepares it once under its name."""

    name: bytes
    sql: bytes


class _Lost(Exception):
    """The connection is gone; whether the statement was carried out is not known."""


class _Line:
    """One connection, used by one thread at a time."""

    def __init__(self, conninfo: str) -> None:
        try:
            self._connection = psycopg.connect(conninfo, autocommit=True, **OPTIONS)  # type: ignore[arg-type]
        except psycopg.OperationalError as error:
            raise NotReady("the database does not answer") from error
        self._libpq = self._connection.pgconn
        self._prepared: set[bytes] = set()

    def ask(self, statement: Statement, parameters: Sequence[bytes | None]) -> pq.abc.PGresult:
        """What the server said, good or bad; _Lost where it said nothing."""
        try:
            result = self._asked(statement, parameters)
        except psycopg.OperationalError as error:
            raise _Lost from error
        if result.status == pq.ExecStatus.FATAL_ERROR and not self._is_servers(result):
            raise _Lost(result.error_message.decode(errors="replace"))
        return result

    def _asked(self, statement: Statement, parameters: Sequence[bytes | None]) -> pq.abc.PGresult:
        if statement.name not in self._prepared:
            told = self._libpq.prepare(statement.name, statement.sql)
            if told.status != pq.ExecStatus.COMMAND_OK:
                return told
            self._prepared.add(statement.name)
        return self._libpq.exec_prepared(statement.name, parameters)  # type: ignore[arg-type]

    def _is_servers(self, result: pq.abc.PGresult) -> bool:
        """Only the server gives a code, and one that ends (57P01) takes the connection along."""
        is_open = self._libpq.status == pq.ConnStatus.OK
        return is_open and result.error_field(pq.DiagnosticField.SQLSTATE) is not None

    def close(self) -> None:
        self._connection.close()


class _Lines:
    """The idle connections to one database, the last used first; at most one for each thread."""

    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql")
        self._conninfo = plain.render_as_string(hide_password=False)
        self._idle: list[_Line] = []
        self._round = 0

    def ask(
        self, statement: Statement, parameters: Sequence[bytes | None]
    ) -> tuple[bytes | None, ...] | None:
        began = self._round
        line = self._take()
        try:
            result = line.ask(statement, parameters)
        except _Lost:  # the server began anew: so did what else lies here
            line.close()
            self.close()
            began = self._round
            line, result = self._ask_anew(statement, parameters)
        except BaseException:
            line.close()
            raise
        if result.status == pq.ExecStatus.TUPLES_OK:
            self._put_back(line, began)
            return _first_row(result)
        line.close()
        error = error_from_result(result)
        if isinstance(error, psycopg.OperationalError):
            raise NotReady("the database could not do it now") from error
        raise error

    def _ask_anew(
        self, statement: Statement, parameters: Sequence[bytes | None]
    ) -> tuple[_Line, pq.abc.PGresult]:
        line = _Line(self._conninfo)
        try:
            return line, line.ask(statement, parameters)
        except _Lost as error:
            line.close()
            raise NotReady("the database was lost meanwhile") from error
        except BaseException:
            line.close()
            raise

    def _take(self) -> _Line:
        try:
            return self._idle.pop()
        except IndexError:
            return _Line(self._conninfo)

    def _put_back(self, line: _Line, began: int) -> None:
        """Unless the others were let go of meanwhile: nobody would come for this one."""
        self._idle.append(line)
        if began == self._round:
            return
        with suppress(ValueError):  # it was let go of by who did so, or another has it
            self._idle.remove(line)
            line.close()

    def close(self) -> None:
        """Let go of the idle ones at once, and of each that is in use when it comes back."""
        self._round += 1
        while True:
            try:
                line = self._idle.pop()
            except IndexError:
                return
            line.close()


def _first_row(result: pq.abc.PGresult) -> tuple[bytes | None, ...] | None:
    if not result.ntuples:
        return None
    return tuple(result.get_value(0, column) for column in range(result.nfields))


_lines: dict[str, _Lines] = {}
_making = threading.Lock()


def hot(
    settings: Settings, statement: Statement, parameters: Sequence[bytes | None]
) -> tuple[bytes | None, ...] | None:
    """The first row as texts, or None without one. Only saves and signs of life may.

    It stands beside the session: what the session has not committed is not seen. A connection that
    was lost is made anew, and the statement asked once more: it must bear to be repeated. NotReady
    where the database can't be reached, or could not do it now.
    """
    if (lines := _lines.get(settings.database_url)) is None:
        with _making:
            lines = _lines.setdefault(settings.database_url, _Lines(settings.database_url))
    return lines.ask(statement, parameters)


def close_lines() -> None:
    """Let go of every connection (before a database ends, after a fork)."""
    for lines in list(_lines.values()):
        lines.close()
