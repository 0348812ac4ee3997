"""nginx, before which the tests put deploy/nginx.conf; unpacked, so that no service starts."""

import os
import shutil
from pathlib import Path

from tools.setup import debian
from tools.setup.places import SYSROOT, SetUpFailed

UNPACKED = SYSROOT / "usr" / "sbin" / "nginx"


def make() -> None:
    """Provide an nginx where there is none."""
    if find():
        return
    if not debian.is_here():
        raise SetUpFailed("The tests try our nginx.conf: install nginx (macOS: brew install nginx)")
    debian.unpack("nginx", ["nginx"])


def find() -> str | None:
    """The program: named by ASSAY_NGINX, installed, or unpacked."""
    if named := os.environ.get("ASSAY_NGINX"):
        return named
    places = [shutil.which("nginx"), "/usr/sbin/nginx", str(UNPACKED)]
    return next((place for place in places if place and Path(place).exists()), None)
