"""The programs of this machine that make sandboxes. Of the standard library: set-up asks, too."""

import functools
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

UNPACKED = Path(__file__).resolve().parents[2] / ".var" / "sysroot" / "usr" / "bin"
"""Where set-up lays packages that it may not install."""


class NoProgram(Exception):
    """One of them is not on this machine."""


@functools.cache
def find() -> Mapping[str, str]:
    """Their paths by name; NoProgram says which is missing. Only root has users to drop to."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin", "/bin", str(UNPACKED)])
    needed = ["bwrap", "prlimit", "sh"] + (["setpriv"] if os.geteuid() == 0 else [])
    found = {name: shutil.which(name, path=path) for name in needed}
    if missing := [name for name, place in found.items() if place is None]:
        raise NoProgram(f"{', '.join(missing)} is not installed")
    return {name: str(place) for name, place in found.items()}
