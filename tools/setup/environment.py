"""The private Python environment: requirements.lock with its hashes, by uv, else by pip.

Needs neither python3-venv nor pip on the machine: a pip is run straight out of its wheel, and only
to fetch uv, which does the rest in a fifth of the time.
"""

import importlib.util
import shutil
import sys
import venv
from pathlib import Path

from tools.setup import debian
from tools.setup.places import (
    ENVIRONMENT,
    PYTHON,
    ROOT,
    SYSROOT,
    VAR,
    SetUpFailed,
    fingerprint,
    is_stamped,
    run,
    say,
    timed,
)

LOCK = ROOT / "requirements.lock"
SETUP = ROOT / "tools" / "setup"
UV = VAR / "uv" / "bin" / "uv"
STAMP = ENVIRONMENT / "assay-stamp"
MADE_AT = ENVIRONMENT / "assay-place"  # scripts name their interpreter by its whole path
WHEELS = (SYSROOT / "usr/share/python-wheels", Path("/usr/share/python-wheels"))


def begin() -> None:
    """Before the parts run at once: a pip, which would else wait for bigger packages."""
    if _is_up_to_date() or _pip_wheel() or importlib.util.find_spec("pip"):
        return
    if not debian.is_here():
        raise SetUpFailed("This Python has neither pip nor ensurepip; install one of them.")
    debian.provide("pip", ["python3-pip-whl"])


def make() -> None:
    """Bring the environment up to the lock; nothing to do is the usual case."""
    if _is_up_to_date():
        return
    with timed("Python environment"):
        try:
            _by_uv()
        except SetUpFailed as failure:
            say(f"uv did not manage, pip takes over ({str(failure).splitlines()[-1][:160]})")
            _by_pip()
        _point_at_the_source()
        MADE_AT.write_text(str(ENVIRONMENT))
        STAMP.write_text(_wanted())


def fetch(requirements: Path, folder: Path) -> None:
    """Install hashed requirements into a plain folder, once for each version of the file."""
    stamp = folder / "assay-stamp"
    wanted = fingerprint(requirements)
    if not is_stamped(stamp, wanted):
        shutil.rmtree(folder, ignore_errors=True)
        _pip("install", "--target", folder, "--no-deps", "--require-hashes", "-r", requirements)
        stamp.write_text(wanted)


def uv() -> Path:
    """The pinned uv."""
    fetch(SETUP / "uv.txt", VAR / "uv")
    return UV


def _wanted() -> str:
    return fingerprint(LOCK, salt=sys.version)


def _is_up_to_date() -> bool:
    return is_stamped(STAMP, _wanted()) and _is_whole()


def _is_whole() -> bool:
    """Does the environment stand where it was made, with a Python that is still there?"""
    return is_stamped(MADE_AT, str(ENVIRONMENT)) and PYTHON.exists()


def _by_uv() -> None:
    installer = uv()
    quiet = {"UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
    if not _is_whole():
        run(installer, "-q", "venv", "--clear", "--python", sys.executable, ENVIRONMENT, env=quiet)
    target = ["--python", str(PYTHON), "--require-hashes"]
    run(installer, "-q", "pip", "sync", *target, LOCK, env=quiet)


def _by_pip() -> None:
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    venv.create(ENVIRONMENT, symlinks=True, with_pip=False)
    _pip("--python", PYTHON, "install", "--require-hashes", "-r", LOCK)


def _pip(*arguments: str | Path) -> None:
    wheel = _pip_wheel()
    pip = [f"{wheel}/pip"] if wheel else ["-m", "pip"]
    quiet = ["-q", "--disable-pip-version-check"]
    run(sys.executable, *pip, *quiet, *arguments, env={"PIP_ROOT_USER_ACTION": "ignore"})


def _pip_wheel() -> Path | None:
    """The wheel of pip that Python carries, else Debian's; run as it lies, never installed.

    Python's own comes first: Debian 12's is too old for 3.13.
    """
    bundled = importlib.util.find_spec("ensurepip")
    places = [Path(bundled.origin).parent / "_bundled"] if bundled and bundled.origin else []
    places += WHEELS
    return next((wheel for place in places for wheel in sorted(place.glob("pip-*.whl"))), None)


def _point_at_the_source() -> None:
    (packages,) = ENVIRONMENT.glob("lib/python*/site-packages")
    (packages / "assay-dev.pth").write_text(f"{ROOT / 'platform'}\n{ROOT}\n")
