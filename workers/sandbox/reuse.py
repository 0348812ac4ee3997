"""Reuse: pairs that do one job after another, for whoever trusts none of the jobs less than others.

An author's proofs are such: the solutions and the tests of a folder are all of one hand. What
candidates write never comes here: each of their answers has a pair of its own.
"""

import threading
from collections.abc import Callable

from assay.bank.runner import Limits
from workers.sandbox.pair import Pair
from workers.sandbox.pool import shape_of

MOST_JOBS = 40
"""Of one pair: the processes that it forks from have a limit of time as well."""
MOST_WAITING = 4
"""The last ones that did a job."""


class Reuse:
    """`make` starts a pair and returns once it is ready, or raises NotStarted."""

    def __init__(self, make: Callable[[Limits], Pair]) -> None:
        self._make = make
        self._waiting: list[tuple[Limits, Pair]] = []
        self._lock = threading.Lock()

    def take(self, limits: Limits) -> Pair:
        """One with these limits. To be given back."""
        shape = shape_of(limits)
        with self._lock:
            found = next((one for one in self._waiting if one[0] == shape), None)
            if found:
                self._waiting.remove(found)
        return found[1] if found else self._make(limits)

    def give_back(self, limits: Limits, pair: Pair) -> None:
        """It waits for another job, unless it has done enough, or did not come through well."""
        if pair.is_over:
            return
        if pair.jobs < MOST_JOBS and pair.is_alive:
            with self._lock:
                self._waiting.append((shape_of(limits), pair))
            self._keep(MOST_WAITING)
        else:
            pair.end()

    def close(self) -> None:
        """End all that wait."""
        self._keep(0)

    def _keep(self, most: int) -> None:
        with self._lock:
            few = max(0, len(self._waiting) - most)
            ended, self._waiting = self._waiting[:few], self._waiting[few:]
        for _, pair in ended:
            pair.end()
