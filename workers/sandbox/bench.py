"""The bench: as many hands as may work at once, each taking the next job of the line."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from assay.bank.runner import Capability
from workers.sandbox.hand import Ended, Hand
from workers.sandbox.job import Job
from workers.sandbox.line import Full, Line
from workers.sandbox.protocol import SPARE, allowance

log = logging.getLogger("assay.runner")

RETEST = 30.0
"""Seconds until an engine that could run nothing is tried again."""
ENDED = "The engine ended while it ran this."
TOO_LONG = "The engine did not keep to the limits of this."
STOPPING = "The runner is being stopped."


class Bench:
    """`engine` is MODULE:NAME of what makes a Runner; each hand has one of its own."""

    def __init__(
        self, engine: str, *, at_once: int, most_waiting: int, retest: float = RETEST
    ) -> None:
        self._engine, self._at_once, self._retest = engine, at_once, retest
        self._line: Line[Job] = Line(most_waiting)
        self._more = asyncio.Event()
        self._running: set[Job] = set()
        self._keeping: set[asyncio.Task[None]] = set()
        self._told: dict[int, Capability] = {}
        self._known = asyncio.Event()
        self._stopping = False

    async def work(self, stop: asyncio.Event) -> None:
        """Until `stop` is set. What breaks here breaks the runner, to be started again."""
        self._keeping = {asyncio.create_task(self._keep(n)) for n in range(self._at_once)}
        stopped = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({stopped, *self._keeping}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def capability(self) -> Capability:
        """What the hands last said of their engines; the first time, when one has."""
        await self._known.wait()
        return max(self._told.values(), key=lambda told: told.available)

    def put(self, job: Job) -> None:
        """Into the line, or refused at once: too many wait, or nothing can be run."""
        if why := self._why_not():
            return job.refuse(why)
        try:
            self._line.join(job, queue=job.asked.queue, priority=job.asked.priority)
        except Full:
            return job.refuse(f"The runner is busy: {len(self._line)} jobs wait already.")
        job.say("waiting")
        self._more.set()
        return None

    def withdraw(self, job: Job) -> None:
        """Nobody waits for it any more: out of the line, or ended where it runs."""
        self._line.leave(job)
        job.leave()

    async def stop(self, grace: float) -> None:
        """Who waits is sent away; who runs may end in `grace` seconds, then is ended."""
        self._stopping = True
        self._send_away(STOPPING)
        if self._running:
            await asyncio.wait([job.over for job in self._running], timeout=grace)
        for keeping in self._keeping:
            keeping.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)

    async def _keep(self, number: int) -> None:
        """For ever: a hand that works until it ends, then another."""
        while True:
            async with Hand(self._engine) as hand:
                capability = await hand.capability()
                self._learn(number, capability)
                with suppress(Ended):
                    while capability.available:
                        await self._do(hand, await self._next())
            if not capability.available:
                await asyncio.sleep(self._retest)

    async def _next(self) -> Job:
        while (job := self._line.next()) is None:
            self._more.clear()
            await self._more.wait()
        return job

    async def _do(self, hand: Hand, job: Job) -> None:
        """One job to its end; Ended where the hand has to end with it."""
        self._running.add(job)
        job.say("began")
        asked = asyncio.create_task(hand.ask(job.raw))
        ends: set[asyncio.Future[Any]] = {asked, job.over}
        try:
            await asyncio.wait(
                ends,
                timeout=allowance(job.asked) + SPARE,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if not asked.done():
                job.refuse(TOO_LONG)
                raise Ended
            job.answer(asked.result())
        except Ended:
            log.warning("a hand ends with its job queue=%s", job.asked.queue)
            raise
        finally:
            asked.cancel()
            job.refuse(ENDED)
            self._running.discard(job)

    def _why_not(self) -> str:
        if self._stopping:
            return STOPPING
        if self._told and not any(told.available for told in self._told.values()):
            return next(iter(self._told.values())).reason
        return ""

    def _learn(self, number: int, capability: Capability) -> None:
        """What that hand's engine can do now; nobody waits for what can't be run."""
        self._told[number] = capability
        self._known.set()
        if not capability.available:
            log.error("nothing can be run: %s %s", capability.reason, capability.remedy)
        if why := self._why_not():
            self._send_away(why)

    def _send_away(self, why: str) -> None:
        while job := self._line.next():
            job.refuse(why)
