"""The runner's side of one hand_process: started, asked, and ended with all that it runs."""

import asyncio
import socket
import subprocess
import sys
from typing import ClassVar, Self

from assay.bank.runner import Capability
from workers.sandbox import orphans
from workers.sandbox.codec import Malformed
from workers.sandbox.protocol import framed, receive_soon, reply

NOT_STARTED = Capability(
    available=False,
    reason="The sandbox's engine ended at its start.",
    remedy="Read the runner's log.",
)


class Ended(Exception):
    """The hand is no more."""


class Hand:
    """A process with an engine of its own, in its own session: no terminal's signal ends it."""

    all: ClassVar[set[int]] = set()
    """The processes of every hand that there is."""

    def __init__(self, engine: str) -> None:
        self._engine = engine

    async def __aenter__(self) -> Self:
        ours, theirs = socket.socketpair()
        with theirs:
            descriptor = theirs.fileno()
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "workers.sandbox.hand_process",
                    self._engine,
                    str(descriptor),
                ],
                stdin=subprocess.DEVNULL,
                pass_fds=[descriptor],
                start_new_session=True,
            )
        self.all.add(self._process.pid)
        self._reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self.all.discard(self._process.pid)
        orphans.end(but=self.all)
        self._writer.close()

    async def capability(self) -> Capability:
        """What its engine says of itself; it is said once, before anything is asked."""
        try:
            told: Capability = reply(await self._hear(), "capability").result
        except Ended:
            return NOT_STARTED
        return told

    async def ask(self, raw: bytes) -> bytes:
        """The reply's body to a request's body, or Ended."""
        self._writer.write(framed(raw))
        return await self._hear()

    async def _hear(self) -> bytes:
        try:
            told = await receive_soon(self._reader)
        except Malformed:
            raise Ended from None
        if told is None:
            raise Ended
        return told
