"""A job of the runner: what was asked, what its client is to be told, and whether it is over."""

import asyncio

from workers.sandbox.protocol import Reply, Request, Said, frame, framed


class Job:
    """`frames` yields what goes to the client. `over` is done when nothing more will be said."""

    def __init__(self, asked: Request, raw: bytes) -> None:
        self.asked, self.raw = asked, raw
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.frames: asyncio.Queue[bytes | None] = asyncio.Queue()

    def say(self, said: Said) -> None:
        self.frames.put_nowait(frame(Reply(said=said)))

    def answer(self, body: bytes) -> None:
        """The reply's body as the hand gave it."""
        self._end(framed(body))

    def refuse(self, why: str) -> None:
        """Nothing can be said of it; no matter where it is over already."""
        self._end(frame(Reply(said="refused", why=why)))

    def leave(self) -> None:
        """Nobody listens."""
        self._end(None)

    def _end(self, last: bytes | None) -> None:
        if self.over.done():
            return
        self.over.set_result(None)
        self.frames.put_nowait(last)
        if last is not None:
            self.frames.put_nowait(None)
