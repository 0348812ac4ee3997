"""deploy/systemd starts the same processes as one machine and the compose file, no more told."""

import configparser
import shlex
from pathlib import Path

import pytest

from workers.queues import BEAT, GROUPS

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
CELERY = ["celery", "-A", "workers.app"]


def unit(name):
    """Its settings by section; a key that stands twice is an error."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string((FOLDER / name).read_text())
    return parser


def command(name):
    """What it starts, without the folder of the program."""
    first, *rest = shlex.split(unit(name)["Service"]["ExecStart"].replace("%%", "%"))
    return [Path(first).name, *rest]


def environment(name):
    return Path(unit(name)["Service"]["EnvironmentFile"]).name


UNITS = sorted(file.name for file in FOLDER.glob("*.service"))


def test_there_is_a_unit_for_every_process():
    workers = {f"assay-worker-{group.name}.service" for group in GROUPS}
    assert set(UNITS) == workers | {
        "assay-web.service",
        "assay-relay.service",
        "assay-beat.service",
    }


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_a_worker_serves_the_queues_of_its_group(group):
    assert command(f"assay-worker-{group.name}.service") == [*CELERY, *group.arguments]


def test_beat_relay_and_web_are_started_as_on_one_machine():
    assert command("assay-beat.service") == [*CELERY, *BEAT]
    assert command("assay-relay.service") == ["python", "-m", "workers.relay"]
    assert command("assay-web.service") == ["python", "-m", "deploy.serve"]


def test_only_the_relay_and_the_sweep_hold_the_relays_role():
    holders = {name for name in UNITS if environment(name) == "relay.env"}
    groups = {f"assay-worker-{group.name}.service" for group in GROUPS if group.with_relay_role}
    assert holders == {"assay-relay.service", *groups}


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_part_of_the_whole_and_outlives_its_longest_job(name):
    assert unit(name)["Unit"]["PartOf"] == unit(name)["Install"]["WantedBy"] == "assay.target"
    longest = [max(q.seconds for q in g.queues) for g in GROUPS if f"-{g.name}." in name]
    assert int(unit(name)["Service"].get("TimeoutStopSec", "90")) > max(longest, default=0)


def test_no_service_may_become_more_than_it_is():
    common = unit("assay-.service.conf")["Service"]
    assert (common["User"], common["NoNewPrivileges"], common["ProtectSystem"]) == (
        "assay", "yes", "strict",
    )  # fmt: skip
    assert common["CapabilityBoundingSet"] == ""
