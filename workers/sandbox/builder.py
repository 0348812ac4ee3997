"""Builds a runtime: interpreter, standard library, locked packages, and just their libraries.

No shell, no other program, nothing that is setuid, nothing that is not needed.
"""

import compileall
import fcntl
import importlib.util
import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from workers.sandbox import runtime
from workers.sandbox.runtime import DEFAULT, LOCKS, ROLES, NotBuilt, Runtime

PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"
UNUSED = {
    "site-packages", "dist-packages", "test", "tests", "idlelib", "tkinter", "turtledemo",
    "ensurepip", "venv", "lib2to3", "pydoc_data", "__pycache__", "sitecustomize.py",
}  # fmt: skip
UNUSED_PARTS = ("config-3", "_test", "_tkinter", "xxlimited")
FOLDERS = ("py/bin", "rt", "box", "dev", "etc", "usr")
DEVICES = ("null", "urandom")
INSTALLERS_NOTES = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")
USERS = "sandbox:x:1000:1000::/box:/nonexistent\n"
GROUPS = "sandbox:x:1000:\n"


def build(name: str = DEFAULT) -> Runtime:
    """The runtime, made where it is not there. NotBuilt says what failed."""
    if not (LOCKS / f"{name}.lock").exists():
        raise NotBuilt(f"there is no runtime {name!r}, only {', '.join(runtime.names())}")
    folder = runtime.folder_of(name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _build(name, folder)
    return runtime.find(name)


def _build(name: str, folder: Path) -> None:
    making = folder.with_name(f".{folder.name}")
    shutil.rmtree(making, ignore_errors=True)
    first = making / ROLES[0]
    _skeleton(first)
    _interpreter(first)
    _packages(LOCKS / f"{name}.lock", first)
    _libraries(first)
    _compile(first)
    runtime.open_up(first)
    for role in ROLES[1:]:
        shutil.copytree(first, making / role, symlinks=True)
    told = {"content": runtime.digest(first), "python": f"/py/bin/{PYTHON}"}
    (making / "runtime.json").write_text(json.dumps(told))
    making.chmod(0o755)
    runtime.settle(making, folder)


def _skeleton(root: Path) -> None:
    for place in FOLDERS:
        (root / place).mkdir(parents=True)
    for device in DEVICES:
        (root / "dev" / device).touch()
    (root / "etc/passwd").write_text(USERS)
    (root / "etc/group").write_text(GROUPS)
    (root / "tmp").symlink_to("/box")


def _interpreter(root: Path) -> None:
    """Python and what it needs of its standard library.

    Debian's looks for packages in dist-packages, every other in site-packages.
    """
    program = Path(sys.executable).resolve()
    shutil.copyfile(program, root / "py/bin" / PYTHON)
    (root / "py/bin" / PYTHON).chmod(0o755)
    for alias in ("python", "python3"):
        (root / "py/bin" / alias).symlink_to(PYTHON)
    library = root / "py/lib" / PYTHON
    shutil.copytree(sysconfig.get_path("stdlib"), library, symlinks=False, ignore=_unused)
    (root / "py/lib/python3").mkdir()
    (root / "py/lib/python3/dist-packages").symlink_to(f"../{PYTHON}/site-packages")


def _unused(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name in UNUSED or any(part in name for part in UNUSED_PARTS)}


def _packages(lock: Path, root: Path) -> None:
    """Install by the lock's hashes, wheels only; nothing that runs at start, no programs."""
    site = root / "py/lib" / PYTHON / "site-packages"
    _run([*_installer(), "--no-deps", "--require-hashes", "--only-binary=:all:",
          "--target", str(site), "-r", str(lock)])  # fmt: skip
    shutil.rmtree(site / "bin", ignore_errors=True)
    startup = [*site.glob("*.pth"), *site.glob("sitecustomize*"), *site.glob("usercustomize*")]
    notes = [found for note in INSTALLERS_NOTES for found in site.glob(f"*.dist-info/{note}")]
    for path in [*startup, *notes, *site.glob(".lock")]:
        path.unlink()


def uv() -> str | None:
    """The uv of this checkout, else the machine's."""
    ours = runtime.HERE.parents[1] / ".var" / "uv" / "bin"
    return shutil.which("uv", path=os.pathsep.join([str(ours), os.environ["PATH"]]))


def _installer() -> list[str]:
    """uv where there is one, else pip: this Python's, or the wheel that it carries."""
    if found := uv():
        return [found, "--no-config", "--quiet", "pip", "install", "--python", sys.executable,
                "--link-mode=copy"]  # fmt: skip
    pip = ["--quiet", "--disable-pip-version-check", "install", "--no-compile"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", *pip]
    bundled = importlib.util.find_spec("ensurepip")
    place = Path(bundled.origin).parent / "_bundled" if bundled and bundled.origin else Path()
    for wheel in [*place.glob("pip-*.whl"), *Path("/usr/share/python-wheels").glob("pip-*.whl")]:
        return [sys.executable, f"{wheel}/pip", *pip]
    raise NotBuilt("packages can't be fetched: install uv or pip")


def _libraries(root: Path) -> None:
    """Copy the shared objects that programs and modules name, to where the loader looks by itself.

    That is the C library's folder. The loader stays where programs name it.
    """
    objects = [root / "py/bin" / PYTHON, *root.rglob("*.so"), *root.rglob("*.so.*")]
    needed = _needed(objects)
    folder = next(found.parent for found in needed if found.name.startswith("libc.so"))
    for found in needed:
        place = found if found.name.startswith("ld-") else folder / found.name
        inside = root / place.relative_to("/")
        inside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found.resolve(), inside)
        inside.chmod(0o755)


def _needed(objects: Iterable[Path]) -> list[Path]:
    """What `ldd` resolves for them outside of the runtime itself."""
    libraries = str(sysconfig.get_config_var("LIBDIR"))
    told = subprocess.run(
        ["ldd", *map(str, objects)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": libraries, "LC_ALL": "C"},
    ).stdout
    if missing := sorted(set(re.findall(r"(\S+) => not found", told))):
        raise NotBuilt(f"these libraries are not on this machine: {', '.join(missing)}")
    paths = set(re.findall(r"(?:=> |^\s+)(/\S+)", told, re.MULTILINE))
    return sorted(Path(path) for path in paths if "/py/lib/" not in path)


def _compile(root: Path) -> None:
    """Compile all at once; the files are never looked at again to see whether they changed."""
    compileall.compile_dir(
        root / "py/lib",
        quiet=2,
        workers=os.cpu_count() or 1,
        stripdir=str(root),
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def _run(command: list[str]) -> None:
    quiet = {"UV_NO_PROGRESS": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **quiet},
    )
    if done.returncode:
        raise NotBuilt(f"{Path(command[0]).name}: {(done.stdout + done.stderr).strip()[-800:]}")


if __name__ == "__main__":
    try:
        build()
    except NotBuilt as failure:
        sys.exit(str(failure))
