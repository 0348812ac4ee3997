"""Who is next: marking before what candidates try out, and within each, every queue in its turn."""

from collections import OrderedDict, deque
from typing import Generic, TypeVar, get_args

from workers.sandbox.protocol import Priority

T = TypeVar("T")


class Full(Exception):
    """As many wait already as may."""


class Line(Generic[T]):
    """Waiting jobs. A queue that was served goes behind all others, however many it still holds."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lanes: dict[Priority, OrderedDict[str, deque[T]]] = {
            priority: OrderedDict() for priority in get_args(Priority)
        }

    def __len__(self) -> int:
        return sum(len(queue) for lane in self._lanes.values() for queue in lane.values())

    def join(self, job: T, *, queue: str, priority: Priority) -> None:
        """Wait for one's turn; Full where too many do."""
        if len(self) >= self._most:
            raise Full
        self._lanes[priority].setdefault(queue, deque()).append(job)

    def next(self) -> T | None:
        """The one whose turn it is, no longer in the line; None where nobody waits."""
        for lane in self._lanes.values():
            if lane:
                name, queue = lane.popitem(last=False)
                job = queue.popleft()
                if queue:
                    lane[name] = queue
                return job
        return None

    def leave(self, job: T) -> None:
        """Wait no longer. One that does not wait is let be."""
        for lane in self._lanes.values():
            for name, queue in list(lane.items()):
                if job in queue:
                    queue.remove(job)
                    if not queue:
                        del lane[name]
                    return
