"""Chromium, which the browser tests drive; only `./run test` asks for it."""

import os
import shutil
import sys
from pathlib import Path

from tools.setup import debian
from tools.setup.places import SYSROOT, SetUpFailed

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
DRIVER_NEEDS = "libatomic.so.1"  # Playwright's own Node
UNPACKED = SYSROOT / "usr" / "lib" / "chromium" / "chromium"


def make() -> None:
    """Provide a browser where there is none."""
    if find() and (sys.platform != "linux" or debian.has_library(DRIVER_NEEDS)):
        return
    if not debian.is_here():
        raise SetUpFailed(
            "The tests drive a Chromium. Install one (macOS: brew install --cask chromium) "
            "or name it: ASSAY_CHROMIUM=/path/to/chromium ./run test"
        )
    debian.provide("Chromium", ["chromium", "libatomic1"])
    if not find():
        raise SetUpFailed("apt gave no Chromium; name one: ASSAY_CHROMIUM=/path/to/chromium")


def find() -> str | None:
    """The program to start: named by ASSAY_CHROMIUM, installed, or unpacked."""
    if named := os.environ.get("ASSAY_CHROMIUM"):
        return named
    places = [shutil.which(command) for command in COMMANDS]
    if sys.platform == "darwin":
        places += APPLICATIONS
    places.append(str(UNPACKED))
    return next((place for place in places if place and Path(place).exists()), None)
