"""deploy/runner-seccomp.json: enough for bubblewrap and no more, tried by a sandbox under it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.sandbox.staged import clean
from workers.sandbox import seccomp

ROOT = Path(__file__).resolve().parents[2]
POLICY = json.loads((ROOT / "deploy" / "runner-seccomp.json").read_text())
NAMESPACES = {"mount", "pivot_root", "sethostname", "umount2", "unshare"}
"""What Docker's own profile leaves to who has CAP_SYS_ADMIN; clone is there with any flags.

unshare alone could be done without: by it nested namespaces are denied, which our filter does too.
"""
NEVER = {
    "add_key", "bpf", "init_module", "finit_module", "delete_module", "io_uring_setup",
    "kexec_load", "keyctl", "mknod", "open_by_handle_at", "perf_event_open", "process_vm_readv",
    "ptrace", "reboot",
    "request_key", "setns", "splice", "userfaultfd", "vmsplice",
}  # fmt: skip
NAMES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"pattern": r"^[a-z0-9_]+$"}}
ARGUMENT = {
    "type": "object",
    "required": ["index", "value", "op"],
    "additionalProperties": False,
    "properties": {
        "index": {"enum": [0, 1, 2, 3, 4, 5]},
        "value": {"type": "integer", "minimum": 0},
        "valueTwo": {"type": "integer", "minimum": 0},
        "op": {"pattern": "^SCMP_CMP_(NE|LT|LE|EQ|GE|GT|MASKED_EQ)$"},
    },
}
ACTION = {"enum": ["SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO"]}
SCHEMA = {
    "type": "object",
    "required": ["defaultAction", "defaultErrnoRet", "archMap", "syscalls"],
    "additionalProperties": False,
    "properties": {
        "defaultAction": {"const": "SCMP_ACT_ERRNO"},
        "defaultErrnoRet": {"type": "integer"},
        "archMap": {
            "items": {
                "required": ["architecture", "subArchitectures"],
                "additionalProperties": False,
                "properties": {
                    "architecture": {"pattern": "^SCMP_ARCH_"},
                    "subArchitectures": {"maxItems": 0},
                },
            }
        },
        "syscalls": {
            "items": {
                "type": "object",
                "required": ["names", "action"],
                "additionalProperties": False,
                "properties": {
                    "names": NAMES,
                    "action": ACTION,
                    "args": {"type": "array", "items": ARGUMENT},
                    "comment": {"type": "string"},
                    "errnoRet": {"type": "integer"},
                },
            }
        },
    },
}
"""The fields of Docker's profiles that we use, as github.com/moby/profiles declares them."""


def allowed(policy=POLICY):
    rules = [rule for rule in policy["syscalls"] if rule["action"] == "SCMP_ACT_ALLOW"]
    return {name for rule in rules for name in rule["names"]}


def test_it_has_the_form_that_docker_reads():
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(POLICY)] == []


def test_no_call_is_ruled_twice():
    ruled = [name for rule in POLICY["syscalls"] if "args" not in rule for name in rule["names"]]
    assert len(ruled) == len(set(ruled))


def test_what_a_sandbox_may_do_its_runner_may():
    assert allowed() >= set(seccomp.ALLOWED.split())


def test_bubblewrap_may_make_namespaces_and_nobody_more_than_that():
    assert allowed() >= NAMESPACES | {"clone"}
    assert allowed() & NEVER == set()


def test_only_local_and_netlink_sockets_can_be_made():
    rules = [rule for rule in POLICY["syscalls"] if "socket" in rule["names"]]
    assert [rule["args"] for rule in rules] == [
        [{"index": 0, "value": family, "op": "SCMP_CMP_EQ"}] for family in (1, 16)
    ]


def tried(policy, folder):
    """The steps of the self-test that hold under it, of a user without any capability.

    Where root plays that user the kernel counts no processes of his, so that the last one fails.
    """
    file = folder / "policy.json"
    file.write_text(json.dumps(policy))
    nobody = ["unshare", "--user", "--map-user=12345", "--map-group=12345"]
    done = subprocess.run(
        [*nobody, sys.executable, "-m", "tests.deploy.confined", str(file)],
        cwd=ROOT, env=clean() | KEPT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


KEPT = {name: os.environ[name] for name in ("ASSAY_RUNTIME_FOLDER",) if name in os.environ}


def test_a_sandbox_holds_under_it(tmp_path):
    assert {"namespaces", "filter", "memory"} <= set(tried(POLICY, tmp_path))


@pytest.mark.parametrize("missing", sorted(NAMESPACES - {"unshare"} | {"clone"}))
def test_without_any_of_what_bubblewrap_needs_nothing_is_run(tmp_path, missing):
    rules = [
        {**rule, "names": [name for name in rule["names"] if name != missing]}
        for rule in POLICY["syscalls"]
    ]
    held = tried({**POLICY, "syscalls": rules}, tmp_path)
    assert "runtime" in held, "it did not come so far as to try"
    assert "namespaces" not in held
