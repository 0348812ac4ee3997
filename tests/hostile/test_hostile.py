"""The attack suite: whatever foreign code tries, the engine holds, and tells the truth of it."""

import pytest

from tests.hostile.attacking import attacks
from tests.hostile.catalogue import CASES
from workers.sandbox.engine import Sandbox

AT_ONCE = 4
"""Attacks at a time: many of them wait for a limit."""


@pytest.fixture(scope="module")
def engine():
    sandbox = Sandbox(warm=AT_ONCE)
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def begun(request, engine):
    """The attacks that were chosen, all begun: each test waits for its own."""
    items = [item for item in request.session.items if item.path == request.path]
    chosen = [item.callspec.params["name"] for item in items if hasattr(item, "callspec")]
    with attacks(chosen, engine, AT_ONCE) as found:
        yield found


def test_there_is_a_sandbox_here(engine):
    found = engine.capability()
    assert found.available, f"{found.reason}; {found.remedy}"


@pytest.mark.parametrize("name", CASES)
def test_it_holds(name, begun, engine):
    case = CASES[name]
    if case.needs == "cgroup" and "no control groups" in engine.capability().level:
        pytest.skip("without control groups memory is counted for each process alone")
    assert begun[name].result().broken(case) == []


def test_each_case_says_what_is_tried_and_what_must_hold():
    wordless = [name for name, case in CASES.items() if not case.says.endswith(".")]
    assert wordless == []
    assert len(CASES) >= 200
