"""The self-test: is there a sandbox here that holds? Where not all passes nothing foreign runs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assay.bank.runner import MB, Limits, Run
from workers.sandbox import cgroups, program, programs, runtime, seccomp
from workers.sandbox.box import Box, NotStarted
from workers.sandbox.command import ABOVE_MEMORY, Machine

LIMITS = Limits(seconds=20, cpu_seconds=10, memory=64 * MB, processes=8, folder=4 * MB)
PLACE = "import os, sys; print(os.getuid(), os.getpid() < 5, os.path.exists('/proc/1'), sys.argv)"
ALONE = "1000 True False ['-c']"
SOCKET = """
import socket
try: socket.socket(socket.AF_INET)
except OSError: print('refused')
"""
MEMORY = f"""
kept = [bytearray(2 ** 20) for _ in range({(LIMITS.memory + ABOVE_MEMORY) // MB + 32})]
print('kept', len(kept))
"""
"""More than a sandbox has that has no group to hold it."""
PROCESSES = """
import os, time
try:
    for _ in range(64):
        if os.fork() == 0: time.sleep(30); os._exit(0)
except OSError: print('refused')
"""
REMEDY = "sudo apt-get install bubblewrap libseccomp2 util-linux && ./run flask sandbox build"
USER_NAMESPACES = (
    "allow unprivileged user namespaces for bubblewrap (on Ubuntu by an AppArmor profile), "
    "or start the runner as root"
)


class Unfit(Exception):
    """This machine can't; `remedy` says what would mend it."""

    def __init__(self, why: str, remedy: str = REMEDY) -> None:
        super().__init__(why)
        self.remedy = remedy


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of the self-test."""

    name: str
    words: str


def examine(name: str, tell: Callable[[Step], None] = lambda _: None) -> Machine:
    """Find out, and try each part; Unfit at the first that does not hold."""
    machine = _entered(_found(name, tell))
    tell(Step(name="namespaces", words="a program sees neither this machine nor its processes"))
    try:
        _try_out(machine, tell)
    except NotStarted as error:
        raise Unfit(str(error)) from error
    return machine


def _try_out(machine: Machine, tell: Callable[[Step], None]) -> None:
    _need(machine, SOCKET, "refused", "the filter of system calls does not hold")
    tell(Step(name="filter", words="no socket but a local one can be made"))
    if _run(machine, MEMORY).stdout:
        raise Unfit("more memory could be had than is allowed")
    tell(Step(name="memory", words="more than is allowed is not given"))
    _need(machine, PROCESSES, "refused", "more processes could be started than are allowed")
    tell(Step(name="processes", words="more than are allowed are not started"))


def _found(name: str, tell: Callable[[Step], None]) -> Machine:
    """The parts, none of them tried yet."""
    try:
        machine = Machine(
            runtime=runtime.find(name), programs=programs.find(), parent=cgroups.parent()
        )
        size = len(seccomp.compiled())
    except (programs.NoProgram, runtime.NotBuilt, seccomp.NoFilter) as error:
        raise Unfit(str(error)) from error
    if machine.programs.get("setpriv") and not runtime.is_open(machine.runtime.root):
        closed = f"the runtime lies in {machine.runtime.root}, where only root may go"
        raise Unfit(closed, "set ASSAY_RUNTIME_FOLDER to a folder that all may enter")
    tell(Step(name="programs", words=", ".join(machine.programs.values())))
    tell(Step(name="policy", words=f"{size // 8} instructions"))
    tell(Step(name="runtime", words=f"{name} {machine.runtime.content}"))
    tell(Step(name="level", words=machine.level))
    return machine


def _entered(machine: Machine) -> Machine:
    """As found, or with nested namespaces left to the filter where /proc/sys is read-only."""
    try:
        _need(machine, PLACE, ALONE, "a program in a sandbox is not where it should be")
        return machine
    except NotStarted:
        machine = replace(machine, nested_can_be_denied=False)
    try:
        _need(machine, PLACE, ALONE, "a program in a sandbox is not where it should be")
    except NotStarted as error:
        raise Unfit(str(error), USER_NAMESPACES) from error
    return machine


def _need(machine: Machine, code: str, wanted: str, why: str) -> None:
    done = _run(machine, code)
    if done.stdout.strip() != wanted:
        raise Unfit(f"{why}: {done.how}, {done.output[-300:]!r}")


def _run(machine: Machine, code: str) -> Run:
    box = Box(machine, "subject", "run", LIMITS)
    box.be_ready()
    job = program.job({}, ["python", "-c", code], machine.runtime.python)
    return program.run(box, job, LIMITS, "")
