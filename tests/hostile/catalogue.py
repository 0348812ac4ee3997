"""All cases, by class of attack."""

from types import ModuleType

from tests.hostile import (
    author_tests,
    isolation_files,
    isolation_kernel,
    isolation_network,
    isolation_processes,
    resources,
    submissions,
    suites,
    verdict_channel,
    verdict_imports,
    verdict_objects,
    verdict_state,
)
from tests.hostile.cases import Case

CLASSES = (
    isolation_files,
    isolation_processes,
    isolation_kernel,
    isolation_network,
    resources,
    submissions,
    verdict_imports,
    verdict_objects,
    verdict_channel,
    verdict_state,
    author_tests,
    suites,
)


def named(one: ModuleType) -> dict[str, Case]:
    """Of one class: file and name -> the case."""
    return {f"{one.__name__.rpartition('.')[2]}-{case.name}": case for case in one.CASES}


CASES = {name: case for one in CLASSES for name, case in named(one).items()}
