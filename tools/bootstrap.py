"""Set up whatever a command needs, then hand over to it. The standard library only.

Everything made here lies in .var/, node_modules/ and the front end's built/ folder; only root (or
sudo without a password) installs packages of the system, and then by apt alone.
"""

import fcntl
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.setup import browser, environment, front_end, libraries, proxy, sandbox
from tools.setup.places import ENVIRONMENT, PYTHON, ROOT, VAR, SetUpFailed, say

HELP = """\
./run demo [--exit]   bring everything up, do the main job through the front doors, keep serving
./run test [ARGS]     all tests but the load tests; ARGS go to pytest
./run load [NAME]     the load tests
./run lanes [ITEM]    prove items with other versions of Flask, for the night
./run serve           everything up, in this terminal, until Ctrl-C
./run flask ...       any Flask command, with its services up
./run lint            ruff, mypy, import contracts, the shipped library
./run fix             what ruff can mend by itself
./run lock            renew the lock files (hashes, no addresses)
./run words           bring the candidates' catalogues up to what the sources say
./run help            this page

Everything is kept in .var/ and var/; ASSAY_PYTHON names another Python (3.11 to 3.13).
"""


def main(arguments: list[str]) -> None:
    """Set up, then become the command."""
    command = arguments[0] if arguments else "help"
    if command in {"help", "-h", "--help"}:
        print(HELP, end="")
        return
    started = time.monotonic()
    try:
        _set_up(for_tests=command == "test")
    except SetUpFailed as failure:
        say(f"stopped. {failure}")
        sys.exit(1)
    seconds = time.monotonic() - started
    if seconds > 2:
        say(f"ready in {seconds:.0f} s")
    told = _variables() | {"ASSAY_SETUP_SECONDS": f"{seconds:.1f}"}
    os.chdir(ROOT)
    os.execve(PYTHON, ["python", "-m", "tools.cli", *arguments], {**os.environ, **told})


def _set_up(for_tests: bool) -> None:
    parts: list[Callable[[], None]] = [
        libraries.make,
        environment.make,
        front_end.make,
        sandbox.make,
    ]
    if for_tests:
        parts[1:1] = [browser.make, proxy.make]
    VAR.mkdir(exist_ok=True)
    with (VAR / "setting-up").open("w") as lock, ThreadPoolExecutor(len(parts)) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once: the second finds all done
        environment.begin()
        for part in [pool.submit(part) for part in parts]:
            part.result()
        sandbox.build()


def _variables() -> dict[str, str]:
    folders = [ENVIRONMENT / "bin", front_end.node_folder()]
    path = os.pathsep.join([*(str(folder) for folder in folders if folder), os.environ["PATH"]])
    told = {"PATH": path, "VIRTUAL_ENV": str(ENVIRONMENT), **libraries.variables()}
    if chromium := browser.find():
        told["ASSAY_CHROMIUM"] = chromium
    if nginx := proxy.find():
        told["ASSAY_NGINX"] = nginx
    return told


if __name__ == "__main__":
    main(sys.argv[1:])
