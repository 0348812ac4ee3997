"""Pool: sandboxes that wait, ready, each for one use. Nothing foreign has been in any of them."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from assay.bank.runner import Limits
from workers.sandbox.box import NotStarted

OLDEST = 600
"""Seconds for which one waits."""
SHAPES = 3
"""So many sets of limits are kept warm, the last ones asked for."""


class Waiting(Protocol):
    """What is kept: a box or a pair."""

    @property
    def is_alive(self) -> bool: ...

    def end(self) -> object: ...


T = TypeVar("T", bound=Waiting)


@dataclass(frozen=True, kw_only=True)
class _Kept(Generic[T]):
    shape: Limits
    since: float
    waiting: T


class Pool(Generic[T]):
    """`make` starts one and returns once it is ready, or raises NotStarted. Size 0 keeps none."""

    def __init__(self, make: Callable[[Limits], T], size: int) -> None:
        self._make = make
        self._size = size
        self._kept: list[_Kept[T]] = []
        self._shapes: list[Limits] = []
        self._lock = threading.Lock()
        self._maker = ThreadPoolExecutor(1, "sandbox-pool") if size else None

    def take(self, limits: Limits) -> T:
        """One with these limits, warm where one waits; another takes its place meanwhile."""
        shape = shape_of(limits)
        found = self._warm(shape)
        if self._maker:
            self._maker.submit(self._fill, shape)
        return found or self._make(limits)

    def prepare(self, limits: Limits) -> None:
        """Return once one waits with these limits, where any are kept."""
        if self._maker:
            self._note(shape_of(limits))
            self._maker.submit(self._fill, shape_of(limits)).result()

    def close(self) -> None:
        """End all that wait. Nothing is kept from then on."""
        if self._maker:
            self._maker.shutdown(cancel_futures=True)
            self._maker = None
        self._drop(lambda _: True)

    def _warm(self, shape: Limits) -> T | None:
        wanted = self._note(shape)
        self._drop(lambda kept: kept.shape not in wanted or not _is_good(kept))
        with self._lock:
            found = next((kept for kept in self._kept if kept.shape == shape), None)
            if found:
                self._kept.remove(found)
        return found.waiting if found else None

    def _note(self, shape: Limits) -> list[Limits]:
        """This set of limits was asked for last; which are kept warm now."""
        with self._lock:
            self._shapes = [shape, *(one for one in self._shapes if one != shape)][:SHAPES]
            return self._shapes

    def _drop(self, is_unwanted: Callable[[_Kept[T]], bool]) -> None:
        with self._lock:
            unwanted = [kept for kept in self._kept if is_unwanted(kept)]
            self._kept = [kept for kept in self._kept if kept not in unwanted]
        for kept in unwanted:
            kept.waiting.end()

    def _fill(self, shape: Limits) -> None:
        """One more where some are lacking. Where none starts, the next `take` says why."""
        with self._lock:
            enough = sum(kept.shape == shape for kept in self._kept) >= self._size
        if enough or shape not in self._shapes:
            return
        try:
            made = self._make(shape)
        except NotStarted:
            return
        with self._lock:
            self._kept.append(_Kept(shape=shape, since=time.monotonic(), waiting=made))


def shape_of(limits: Limits) -> Limits:
    """What a sandbox is started with; the rest holds only once it has a job."""
    plain = Limits()
    return replace(
        limits,
        seconds=plain.seconds,
        test_seconds=plain.test_seconds,
        request_seconds=plain.request_seconds,
    )


def _is_good(kept: _Kept[T]) -> bool:
    return kept.waiting.is_alive and time.monotonic() - kept.since < OLDEST
