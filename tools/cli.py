"""The commands of ./run, once everything is set up."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from tools.children import Broken
from tools.embedded import NotStarted
from tools.services import Part, Services
from tools.serving import STATE, WEB_PORT, keep_serving, stack_for
from tools.setup import environment
from tools.stack import ROOT, InUse
from workers.sandbox.runtime import LOCKS

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports", "--no-cache"),
    ("flask", "bank", "check"),
)
AT_ONCE = ("--numprocesses=2", "--dist=loadfile")
"""Each process has its own database and ports; a file's tests share what it brings up."""
FIXES = (("ruff", "check", "--fix"), ("ruff", "format"))


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit status."""
    name, *rest = arguments or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        print(f"./run has no command {name!r}; ./run help lists them.", file=sys.stderr)
        return 2
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _interrupt)
    os.chdir(ROOT)
    try:
        return command(rest)
    except KeyboardInterrupt:
        return 130
    except (Broken, InUse, NotStarted) as failure:
        print(failure, file=sys.stderr)
        return 1


def demo(arguments: Sequence[str]) -> int:
    """The main job through the front doors, then go on serving."""
    from tools.demo import run

    return int(run(arguments))


def serve(_: Sequence[str]) -> int:
    """Everything up in this terminal; a process that dies is started again."""
    with stack_for(STATE, say=lambda step: print(f"· {step}", flush=True)) as stack:
        print(f"Assay: {stack.base_url}   mail: {stack.mail_url}   Ctrl-C ends it", flush=True)
        keep_serving(stack)
    return 0


def flask(arguments: Sequence[str]) -> int:
    """Any Flask command, with Postgres and Valkey up; sandboxes need neither."""
    if arguments[:1] == ["sandbox"]:
        return _run("flask", *arguments, env={**os.environ, "FLASK_APP": "workers.cli"})
    with Services(STATE) as services:
        settings = {"ASSAY_BASE_URL": f"http://localhost:{WEB_PORT}"}
        everything = settings | services.environment(Part.EVERYTHING)
        return _run("flask", *arguments, env=everything)


def test(arguments: Sequence[str]) -> int:
    """Every test but the load tests, two files at a time; what is named runs by itself."""
    return _run("pytest", *(arguments or AT_ONCE))


def load(arguments: Sequence[str]) -> int:
    """The load tests, all or those of one name."""
    wanted = [f"tests/load/test_{name}.py" for name in arguments] or ["tests/load"]
    return _run("pytest", "-s", "-o", "addopts=-q --import-mode=importlib", *wanted)


def lanes(arguments: Sequence[str]) -> int:
    """Prove every item with every version of Flask that there is a lane for; the worst status."""
    from workers.lanes import NAMES

    given = {"ASSAY_BASE_URL": "http://localhost"}
    with Services(STATE) as services:
        env = given | services.environment(Part.APP)
        return max(
            _run("flask", "bank", "prove", "--lane", lane, *arguments, env=env) for lane in NAMES
        )


def lint(_: Sequence[str]) -> int:
    """Every check, also after one has failed; the worst status."""
    worst = 0
    with ExitStack() as stack:
        services = stack.enter_context(Services(STATE))
        everything = {"ASSAY_BASE_URL": "http://localhost"} | services.environment(Part.APP)
        for check in CHECKS:
            print(f"· {' '.join(check)}", flush=True)
            worst = max(worst, _run(*check, env=everything if check[0] == "flask" else None))
    return worst


def fix(_: Sequence[str]) -> int:
    """What ruff can mend."""
    return max(_run(*fixing) for fixing in FIXES)


def lock(_: Sequence[str]) -> int:
    """Renew the lock files: hashes for every supported Python and machine, and no addresses."""
    setup = environment.SETUP
    pairs = [(ROOT / "requirements.in", ROOT / "requirements.lock")]
    pairs += [(setup / f"{name}.in", setup / f"{name}.txt") for name in ("uv", "node")]
    pairs += [(lock.with_suffix(".in"), lock) for lock in sorted(LOCKS.glob("*.lock"))]
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"]
    options += ["--no-emit-index-url", "--no-header", "--quiet"]
    compiling = [str(environment.uv()), "pip", "compile", *options]
    for wanted, locked in pairs:
        ours = ["-c", "requirements.lock"] if locked.parent == LOCKS else []  # what items speak of
        files = [str(wanted.relative_to(ROOT)), "-o", str(locked.relative_to(ROOT))]
        if status := _run(*compiling, *ours, *files):
            return status
    if status := max(_lock_lane(wanted, compiling) for wanted in LOCKS.glob("lanes/*.in")):
        return status
    return _run("npm", "update", "--package-lock-only", "--omit-lockfile-registry-resolved")


def _lock_lane(wanted: Path, compiling: Sequence[str]) -> int:
    """A lane of what does not exist has no lock: then there is no pre-release of Flask."""
    locked = wanted.with_suffix(".lock")
    status = _run(*compiling, str(wanted.relative_to(ROOT)), "-o", str(locked.relative_to(ROOT)))
    if status and wanted.stem.endswith("-pre"):
        locked.unlink(missing_ok=True)
        print(f"There is no pre-release for {locked.name}.")
        return 0
    return status


def words(_: Sequence[str]) -> int:
    """Bring the candidates' catalogues up to what the sources say."""
    return _run(sys.executable, "-m", "tools.words", env={**os.environ, "PYTHONPATH": "platform"})


def _run(*command: str, env: dict[str, str] | None = None) -> int:
    """A program in the foreground; it hears Ctrl-C itself, and we wait for its end."""
    process = subprocess.Popen(command, env=env)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        return process.wait()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo,
    "test": test,
    "load": load,
    "lanes": lanes,
    "serve": serve,
    "flask": flask,
    "lint": lint,
    "fix": fix,
    "lock": lock,
    "words": words,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
