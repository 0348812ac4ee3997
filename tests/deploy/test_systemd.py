"""deploy/systemd starts the same processes as one machine and the compose file, no more told."""

import configparser
import re
import shlex
from pathlib import Path

import pytest

from assay.core.settings import Settings
from workers.queues import BEAT, GROUPS
from workers.sandbox.service import GRACE, HARMLESS

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
    return Path(unit(name)["Service"].get("EnvironmentFile", "")).name


UNITS = sorted(file.name for file in FOLDER.glob("*.service"))
RUNNER = "assay-runner.service"


def test_there_is_a_unit_for_every_process():
    workers = {f"assay-worker-{group.name}.service" for group in GROUPS}
    assert set(UNITS) == workers | {
        "assay-web.service",
        "assay-live.service",
        "assay-relay.service",
        "assay-beat.service",
        RUNNER,
    }


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_a_worker_serves_the_queues_of_its_group(group):
    assert command(f"assay-worker-{group.name}.service") == [*CELERY, *group.arguments]


def test_beat_relay_and_web_are_started_as_on_one_machine():
    assert command("assay-beat.service") == [*CELERY, *BEAT]
    assert command("assay-relay.service") == ["python", "-m", "workers.relay"]
    assert command("assay-web.service") == ["python", "-m", "deploy.serve"]
    assert command("assay-live.service") == ["python", "-m", "workers.live"]


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


def test_the_runner_listens_where_the_workers_of_code_look_and_may_go():
    program, *rest = command(RUNNER)
    assert (program, rest[:2]) == ("python", ["-m", "workers.sandbox.service"])
    told = dict(zip(rest[2::2], rest[3::2], strict=True))
    assert told["--socket"] == str(Settings.runner_socket)
    assert told["--allow"] == unit("assay-.service.conf")["Service"]["User"]
    service = unit(RUNNER)["Service"]
    assert Settings.runner_socket.parent == Path("/run", service["RuntimeDirectory"])
    assert service["RuntimeDirectoryMode"] == "0750"
    members = {
        name
        for name in UNITS
        if unit(name)["Service"].get("SupplementaryGroups") == service["Group"]
    }
    assert members == {"assay-worker-code.service"}


def test_the_runner_is_told_nothing_of_the_installation():
    text = (FOLDER / RUNNER).read_text()
    assert "EnvironmentFile" not in text
    assert set(re.findall(r"\bASSAY_\w+", text)) == HARMLESS
    assert environment(RUNNER) == ""


def test_the_runner_has_no_rights_but_those_that_sandboxes_need():
    service = unit(RUNNER)["Service"]
    assert {name: service[name] for name in LEAST} == LEAST
    assert not {"RestrictNamespaces", "ProtectHostname", "ProtectControlGroups"} & set(service)
    assert set(service["RestrictAddressFamilies"].split()) == {"AF_UNIX", "AF_NETLINK"}
    assert service["User"] == service["Group"] == "assay-runner"


LEAST = {
    "Delegate": "memory pids cpu",
    "PrivateNetwork": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "OOMPolicy": "continue",
    "KillMode": "mixed",
}


def test_the_runner_may_end_what_runs_when_it_is_told_to_stop():
    assert int(unit(RUNNER)["Service"]["TimeoutStopSec"]) > GRACE


def test_the_page_tells_to_mask_what_would_keep_the_runner_from_making_namespaces():
    page = (FOLDER.parents[1] / "docs" / "how-to" / "run-it-for-real.md").read_text()
    assert f"ln -s /dev/null /etc/systemd/system/{RUNNER}.d/assay.conf" in page
