"""Scene: a page or a state to look at; press(): what is done there first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Act = Callable[[Any], object]


@dataclass(frozen=True)
class Scene:
    """`where` is an address, or a name of the house's with a rest: `{main}/candidates`."""

    name: str
    who: str
    where: str
    act: Act | None = None


def press(words: str) -> Act:
    return lambda page: page.get_by_role("button", name=words, exact=True).first.click()
