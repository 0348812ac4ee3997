"""The runner: a process of its own that owns the engine, and serves it over a unix socket.

`python -m workers.sandbox.service --socket PATH --allow USER`. It knows no database and no broker,
needs no network, and does not start where it is told of any. Whoever breaks out of a sandbox finds
nothing here but the jobs that run now.
"""

import argparse
import asyncio
import grp
import logging
import os
import pwd
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from logging.config import dictConfig
from pathlib import Path

from assay.core import logs
from workers.sandbox import orphans
from workers.sandbox.bench import Bench
from workers.sandbox.codec import Malformed
from workers.sandbox.door import Door
from workers.sandbox.hand import Hand
from workers.sandbox.job import Job
from workers.sandbox.protocol import Reply, frame, receive_soon, request

log = logging.getLogger("assay.runner")

ENGINE = "workers.sandbox.hand_process:warm_sandbox"
MOST_WAITING = 256
TO_ASK = 10.0
"""Seconds that a client has from connecting to the end of its request."""
GRACE = 40.0
"""Seconds that running jobs are given when the runner is told to stop."""
HARMLESS = {"ASSAY_RUNTIME_FOLDER"}
"""All that the runner may be told."""


class Service:
    """Each connection is one request; whose client goes, whose job ends."""

    def __init__(self, door: Door, bench: Bench) -> None:
        self._door, self._bench = door, bench
        self._attending: set[asyncio.Task[None]] = set()

    async def serve(self, stop: asyncio.Event) -> None:
        """Until `stop`; then those who run may end, and nobody else is taken."""
        server = await asyncio.start_unix_server(self._meet, sock=self._door.open())
        announcing = asyncio.create_task(self._announce())
        await self._bench.work(stop)
        announcing.cancel()
        server.close()
        self._door.path.unlink(missing_ok=True)
        await self._bench.stop(GRACE)
        if self._attending:
            await asyncio.wait(self._attending, timeout=1)
        log.info("stopped")

    async def _announce(self) -> None:
        able = await self._bench.capability()
        log.info("runner ready available=%s level=%s %s", able.available, able.level, able.reason)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._attending.add(task)
        try:
            with suppress(ConnectionError):
                await self._attend(reader, writer)
        finally:
            self._attending.discard(task)
            writer.close()

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._door.lets_in(writer.get_extra_info("socket")):
            return await _send(writer, _refusal("This user may not ask the runner."))
        try:
            async with asyncio.timeout(TO_ASK):
                raw = await receive_soon(reader)
            if raw is None:
                return None
            asked = request(raw)
        except (Malformed, TimeoutError) as error:
            return await _send(writer, _refusal(f"The runner does not understand: {error}"))
        if asked.verb == "capability":
            able = await self._bench.capability()
            return await _send(writer, frame(Reply(said="done", result=able)))
        return await self._do(Job(asked, raw), reader, writer)

    async def _do(
        self, job: Job, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        watching = asyncio.create_task(self._watch(job, reader))
        try:
            self._bench.put(job)
            while (said := await job.frames.get()) is not None:
                await _send(writer, said)
        finally:
            watching.cancel()
            self._bench.withdraw(job)

    async def _watch(self, job: Job, reader: asyncio.StreamReader) -> None:
        """A client that has asked says nothing more: what is read here is its end."""
        with suppress(ConnectionError):
            await reader.read(1)
        self._bench.withdraw(job)


async def _send(writer: asyncio.StreamWriter, message: bytes) -> None:
    writer.write(message)
    await writer.drain()


def _refusal(why: str) -> bytes:
    return frame(Reply(said="refused", why=why))


def refuse_credentials(environ: Mapping[str, str]) -> None:
    """The installation's settings are not the runner's business: SystemExit names what is there."""
    if told := sorted(
        name for name in environ if name.startswith("ASSAY_") and name not in HARMLESS
    ):
        raise SystemExit(f"The runner does not start while it is told {', '.join(told)}.")


def run(
    door: Door, *, at_once: int, engine: str = ENGINE, most_waiting: int = MOST_WAITING
) -> None:
    """Serve until SIGTERM or SIGINT."""

    orphans.adopt()

    async def running() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, stop.set)
        loop.add_signal_handler(signal.SIGCHLD, lambda: orphans.reap(but=Hand.all))
        await Service(door, Bench(engine, at_once=at_once, most_waiting=most_waiting)).serve(stop)

    asyncio.run(running())


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m workers.sandbox.service")
    parser.add_argument("--socket", type=Path, required=True, help="where to listen")
    parser.add_argument("--allow", action="append", default=[], help="a user who may ask; repeat")
    parser.add_argument("--group", help="of the socket, whose mode is 0660")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="jobs that run")
    chosen = parser.parse_args(arguments)
    dictConfig(logs.config())
    refuse_credentials(os.environ)
    if not hasattr(socket, "SO_PEERCRED"):
        raise SystemExit("The runner needs Linux.")
    door = Door(
        path=chosen.socket,
        allowed=frozenset([os.getuid(), *(pwd.getpwnam(name).pw_uid for name in chosen.allow)]),
        group=grp.getgrnam(chosen.group).gr_gid if chosen.group else None,
    )
    run(door, at_once=chosen.at_once)


if __name__ == "__main__":
    main(sys.argv[1:])
