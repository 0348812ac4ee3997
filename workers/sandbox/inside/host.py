"""The subject's first process: it relays frames to one forked session for each test.

It never runs the candidate's code. What configures the application comes by its own job; with
probes off the driver, which is the hostile side then, may only open, ask and close.
"""

import contextlib
import gc
import os
import socket
import stat
import sys
import time
from collections.abc import Mapping
from typing import Any

from workers.sandbox.inside import start, wire

start.packages()
import encodings.idna  # what applications import is there before they come
import sqlite3

import click.testing
import flask.cli
import flask.testing
import flask.views
import flask_sqlalchemy.cli
import sqlalchemy.dialects.sqlite

from workers.sandbox.inside.session import become
from workers.sandbox.inside.sweep import sweep

TO_LOAD = 3
"""Seconds that importing the application may take beyond those of a request."""
LARGEST = 1024 * 1024
PLAIN = {"open", "wsgi", "close"}
PROBES = {"probe", "statements", "cli", "run", "read"}
NEED_NO_APPLICATION = {"run"}

Told = dict[str, Any]


class Host:
    """At most one session at a time; before the next one nothing of it is left."""

    def __init__(self, job: Mapping[str, Any], driver: socket.socket, jobs: start.Jobs) -> None:
        self._files = job["files"]
        self._spec: Told = job["spec"]
        self._allowed = PLAIN | (PROBES if self._spec["probes"] else set())
        self._seconds = float(job["request_seconds"])
        self._driver = driver
        self._jobs = jobs
        self._session: socket.socket | None = None
        self._reader: wire.Reader | None = None
        self._folder = ""
        self._count = 0
        self._loaded = False

    def serve(self) -> None:
        """Until the driver is gone."""
        frames = wire.Reader(self._driver)
        with contextlib.suppress(wire.Broken):
            while True:
                asked = frames.receive()
                number = asked.get("n")
                wire.send(self._driver, {**self._answer(asked), "n": number})

    def end(self) -> None:
        """Leave nothing of this job for the next."""
        self._close()
        self._driver.close()

    def _answer(self, asked: Told) -> Told:
        op = str(asked.get("op"))
        if op not in self._allowed:
            return {"error": "this is not allowed here"}
        if op == "open":
            return self._open(asked)
        if op == "close":
            return self._close()
        if self._session is None:
            return {"error": "there is no session"}
        if op == "read":
            return self._read(asked.get("name"))
        if op not in NEED_NO_APPLICATION and not self._loaded:
            told = self._ask({"op": "load"}, self._seconds + TO_LOAD)
            if told:
                return told
            self._loaded = True
        return self._ask(asked, self._seconds + (TO_LOAD if op in ("run", "cli") else 0))

    def _open(self, asked: Told) -> Told:
        """Fork a session with fresh files."""
        self._close()
        self._count += 1
        self._folder, self._loaded = f"{start.BOX}/s{self._count}", False
        start.put(self._folder, self._files)
        self._session, theirs = socket.socketpair()
        self._reader = wire.Reader(self._session)
        if os.fork() == 0:
            self._session.close()
            self._driver.close()
            self._jobs.close()
            start.hide()
            become(theirs, self._spec_for(asked), self._folder)
        theirs.close()
        return {}

    def _spec_for(self, asked: Told) -> Told:
        if not self._spec["probes"]:
            return self._spec
        told = {name: asked[name] for name in ("config", "env") if asked.get(name) is not None}
        return {**self._spec, **told}

    def _ask(self, asked: Told, seconds: float) -> Told:
        """The session's answer; one that is late or gone is ended with all it left."""
        assert self._session is not None
        assert self._reader is not None
        until = time.monotonic() + seconds
        try:
            self._session.settimeout(seconds)
            wire.send(self._session, asked)
            told = self._reader.receive(until)
        except wire.Broken as error:
            self._close()
            return {"died": "late" if isinstance(error, wire.Late) else "ended"}
        if isinstance(told, dict) and "died" not in told:
            return told
        self._close()
        return {"died": "ended"}

    def _read(self, name: Any) -> Told:
        """A file of the candidate's folder, as it is now."""
        if not isinstance(name, str) or name.startswith("/") or ".." in name.split("/"):
            return {"error": "no such file"}
        try:
            number = os.open(f"{self._folder}/{name}", os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
            with open(number, "rb") as file:
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    return {"error": "no such file"}
                return {"value": file.read(LARGEST).decode(errors="replace")}
        except (OSError, ValueError):
            return {"error": "no such file"}

    def _close(self) -> Told:
        if self._session is not None:
            self._session.close()
            self._session = None
            sweep()
        return {}


def main() -> None:
    gc.freeze()  # what is there by now stays: a session needs not copy it to look at it
    jobs = start.Jobs(sys.argv[2:])
    with contextlib.suppress(wire.Broken):
        while True:
            job, (driver,) = jobs.next(1)
            host = Host(job, socket.socket(fileno=driver), jobs)
            host.serve()
            if job["last"]:
                break
            host.end()
