"""The attacks are no dummies: an engine that holds nobody back falls to most of them."""

import pytest

from tests.hostile.attacking import attack, attacks
from tests.hostile.catalogue import CASES, CLASSES, named
from tests.hostile.weak import WeakEngine

SAFE = [name for name, case in CASES.items() if not case.dangerous]
AT_ONCE = 6
"""Whoever holds nobody back has to wait for many of them."""
HONEST = [
    "verdict_imports-the-right-answer", "verdict_imports-no-answer",
    "suites-good-tests", "suites-blind-tests",
]  # fmt: skip


@pytest.fixture(scope="module")
def broken():
    """The names of the cases that did not hold."""
    with attacks(SAFE, WeakEngine(), AT_ONCE) as begun:
        yield {name for name, one in begun.items() if one.result().broken(CASES[name])}


def test_two_of_three_break_who_holds_nobody_back(broken):
    assert len(broken) / len(SAFE) >= 2 / 3, sorted(set(SAFE) - broken)


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.__name__.rpartition(".")[2])
def test_each_class_of_attacks_bites(one, broken):
    assert broken & set(named(one))


@pytest.mark.parametrize("name", HONEST)
def test_whoever_does_what_is_asked_is_told_so_by_any_engine(name):
    assert attack(CASES[name], WeakEngine()).broken(CASES[name]) == []


def test_few_are_too_dangerous_to_be_tried_unheld():
    dangerous = {name: case.dangerous for name, case in CASES.items() if case.dangerous}
    assert len(dangerous) / len(CASES) < 1 / 10, dangerous
