"""One attack, and what was seen of it: what the engine told, and what befell the house."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from assay.bank.runner import Grade, Run, Runner, SuiteGrade
from tests.hostile.cases import Case
from tests.hostile.catalogue import CASES
from tests.hostile.house import SECRET, House

SLACK = 10
"""Seconds beyond its limit that an attack may take on a machine with much else to do."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """`told` is None where the engine raised, which is harm as well."""

    told: Run | Grade | SuiteGrade | None
    harm: list[str]

    def broken(self, case: Case) -> list[str]:
        """Every way in which the case does not hold, in words."""
        if self.told is None or case.holds(self.told):
            return self.harm
        return [*self.harm, f"does not hold: {self.told}"]


@contextmanager
def attacks(
    names: Iterable[str], engine: Runner, at_once: int
) -> Iterator[Mapping[str, Future[Seen]]]:
    """Name of the case -> the attack, begun. The engine's own environment holds a secret."""
    os.environ["ASSAY_SECRET_KEY"] = SECRET
    with ThreadPoolExecutor(at_once) as pool:
        yield {name: pool.submit(attack, CASES[name], engine) for name in names}
        pool.shutdown(cancel_futures=True)
    del os.environ["ASSAY_SECRET_KEY"]


def attack(case: Case, engine: Runner) -> Seen:
    with House() as house:
        began = time.monotonic()
        try:
            told = case.attack(engine, house)
        except Exception as error:
            return Seen(told=None, harm=[f"the engine raised {error!r}", *house.harm()])
        seconds = time.monotonic() - began
        late = [f"took {seconds:.0f} s"] if seconds > case.longest + SLACK else []
        stolen = ["told a secret"] if SECRET in words(told) else []
        return Seen(told=told, harm=[*late, *stolen, *house.harm()])


def words(told: Run | Grade | SuiteGrade) -> str:
    """All that comes out of it and is read by somebody."""
    if isinstance(told, Run):
        return told.output
    if isinstance(told, SuiteGrade):
        return told.test_output + told.why
    messages = "".join(one.message for one in told.tests.values())
    return told.application_output + told.test_output + messages
