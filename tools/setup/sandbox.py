"""bubblewrap, by which foreign code is kept in, and the runtime that such code finds inside."""

import shutil
import sys

from tools.setup import debian
from tools.setup.places import PYTHON, SYSROOT, SetUpFailed, run, say

PACKAGES = ("bubblewrap", "libseccomp2")
UNPACKED = SYSROOT / "usr" / "bin" / "bwrap"
FILTER = "libseccomp.so.2"


def make() -> None:
    """Provide the programs where they are missing. Elsewhere than on Linux no code is run."""
    if sys.platform != "linux":
        say("code questions need Linux; nothing that people write can be run here")
    elif not _is_here():
        if not debian.is_here():
            raise SetUpFailed(
                "Code is run in bubblewrap: install bubblewrap, libseccomp and util-linux"
            )
        debian.provide("bubblewrap", PACKAGES)


def build() -> None:
    """Build the runtime, once for each version of its lock. Comes after the environment."""
    if sys.platform == "linux":
        run(PYTHON, "-m", "workers.sandbox.builder")


def _is_here() -> bool:
    return bool(shutil.which("bwrap") or UNPACKED.exists()) and debian.has_library(FILTER)
