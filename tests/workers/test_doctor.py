"""`flask doctor` tells of code what its runner last said of itself."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from assay.bank.actions import keep_capability
from assay.bank.runner import Capability
from assay.core import clock
from assay.core.db import transaction
from workers.cli import doctor


@pytest.fixture
def says(app):
    """says(): the line of the runner."""

    def says():
        with app.app_context():
            told = CliRunner().invoke(doctor).output
        (line,) = [line for line in told.splitlines() if " runner " in line]
        return line

    return says


def keep(app, at, **told):
    with app.app_context(), transaction():
        keep_capability("machine", Capability(**told), at=at)


def test_a_runner_that_holds_code_is_well(app, says):
    keep(app, clock.now(), available=True, level="namespaces", runtime="a5b4")
    assert says().split(maxsplit=2) == ["ok", "runner", "namespaces; runtime a5b4"]


def test_why_nothing_can_be_run_is_told_with_what_would_mend_it(app, says):
    keep(app, clock.now(), available=False, reason="bwrap is not installed.", remedy="Install it.")
    assert says().startswith("FAIL  runner")
    assert says().endswith("bwrap is not installed. Install it.")


def test_one_that_was_not_heard_of_for_long_is_none(app, says):
    keep(app, clock.now() - timedelta(hours=1), available=True)
    assert says().startswith("FAIL  runner")
