"""The command that starts a sandbox: join the group, limit, drop the user, bubblewrap."""

import itertools
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.bank.runner import MB, Limits
from workers.sandbox.cgroups import OURS, Group, Parent
from workers.sandbox.runtime import Runtime

FIRST_USER, USERS = 640_000, 60_000
"""Of root each sandbox gets the next user of this range: the kernel's count of a user's processes
lags behind the end of a namespace, so that one user for all would soon be refused."""
_user = itertools.count(time.time_ns() % USERS)
ADDRESS_SPACE = 1024 * MB
ABOVE_MEMORY = 160 * MB
"""Without a group the address space is all that limits memory: so much for code and libraries."""
STACK = 8 * MB
BOOT = (
    "import sys, importlib; sys.path.insert(0, '/rt'); "
    "importlib.import_module('workers.sandbox.inside.' + sys.argv[1]).main()"
)
ENVIRONMENT = {
    "PATH": "/py/bin",
    "HOME": "/box",
    "TMPDIR": "/box",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "MALLOC_ARENA_MAX": "2",
}
JOIN = 'for entrance in {entrances}; do echo $$ > "$entrance" || exit 125; done; exec "$@"'


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What this machine lets us do, found out once by the self-test."""

    runtime: Runtime
    nested_can_be_denied: bool = True
    """Where /proc/sys is read-only bubblewrap can't deny nested namespaces; the filter does."""
    programs: Mapping[str, str]
    parent: Parent | None

    @property
    def level(self) -> str:
        """What holds foreign code here, in words, the weaker parts as well."""
        group = f"control groups v{self.parent.version}" if self.parent else "no control groups"
        user = "a user of its own" if "setpriv" in self.programs else "the runner's user"
        return f"namespaces, system calls filtered, {user}, {group}"


def command(
    machine: Machine,
    role: str,
    program: Sequence[str],
    limits: Limits,
    group: Group,
    filter_fd: int,
) -> list[str]:
    """Start `program`, a module of inside/ and its arguments, in a sandbox of this role's copy."""
    return [
        *_joined(machine, group),
        *_limited(machine, limits, group),
        *_dropped(machine),
        *_wrapped(machine, role, limits, filter_fd),
        *("--", machine.runtime.python, "-I", "-S", "-B", "-u", "-c", BOOT),
        *program,
    ]


def _joined(machine: Machine, group: Group) -> list[str]:
    if not group.exists:
        return []
    script = JOIN.format(entrances=" ".join(f"'{path}'" for path in group.entrances))
    return [machine.programs["sh"], "-c", script, "sh"]


def _limited(machine: Machine, limits: Limits, group: Group) -> list[str]:
    """Of single processes. A user's processes are counted on all of the machine: for a plain user
    inside/start.py sets that limit, within the namespace."""
    memory = ADDRESS_SPACE if group.exists else limits.memory + ABOVE_MEMORY
    told = {
        "as": max(memory, limits.memory),
        "nofile": limits.open_files,
        "fsize": limits.file_size,
        "cpu": f"{limits.cpu_seconds}:{limits.cpu_seconds + 1}",
        "core": 0,
        "memlock": 0,
        "msgqueue": 0,
        "stack": STACK,
    }
    if os.geteuid() == 0:
        told["nproc"] = limits.processes + OURS
    return [machine.programs["prlimit"], *(f"--{name}={value}" for name, value in told.items())]


def _dropped(machine: Machine) -> list[str]:
    if os.geteuid() != 0:
        return []
    user = FIRST_USER + next(_user) % USERS
    to = [f"--reuid={user}", f"--regid={user}", "--clear-groups", "--inh-caps=-all"]
    return [machine.programs["setpriv"], *to]


def _wrapped(machine: Machine, role: str, limits: Limits, filter_fd: int) -> list[str]:
    """No /proc, no /sys, no network; writable is only /box, which lies in memory."""
    runtime = machine.runtime
    unshared = ("user", "pid", "net", "ipc", "uts", "cgroup-try")
    nested = ["--disable-userns"] if machine.nested_can_be_denied else []
    environment = [word for item in ENVIRONMENT.items() for word in ("--setenv", *item)]
    return [
        machine.programs["bwrap"],
        *(f"--unshare-{what}" for what in unshared),
        *nested,
        *("--uid", "1000", "--gid", "1000", "--hostname", "sandbox"),
        *("--die-with-parent", "--new-session", "--clearenv"),
        *("--ro-bind", str(runtime.root / role), "/"),
        *("--ro-bind", str(runtime.programs / role), "/rt"),
        *_device("null"),
        *_device("urandom"),
        *("--size", str(limits.folder), "--perms", "0700", "--tmpfs", "/box"),
        *environment,
        *("--chdir", "/box", "--seccomp", str(filter_fd)),
    ]


def _device(name: str) -> list[str]:
    return ["--dev-bind", str(Path("/dev", name)), f"/dev/{name}"]
