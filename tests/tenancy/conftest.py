"""Two organisations with something in every table, made once for a module."""

from dataclasses import dataclass
from typing import Any

import pytest

from assay.app import create_app
from tests.populated import Populated, carry, populate, stock_the_library


@dataclass(frozen=True, kw_only=True)
class Pair:
    """`ours` is where the tests stand, `theirs` is what they must not reach."""

    app: Any
    ours: Populated
    theirs: Populated


@pytest.fixture(scope="module")
def emptied(clear):
    yield
    clear()


@pytest.fixture(scope="module")
def pair(settings_in, roles, emptied, tmp_path_factory):
    app = create_app(settings_in(tmp_path_factory.mktemp("pair")))
    stock_the_library(app)
    ours, theirs = populate(app, "Northwind"), populate(app, "Bluefjord")
    carry(app, roles.relay, ours, theirs)
    return Pair(app=app, ours=ours, theirs=theirs)
