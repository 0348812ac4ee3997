"""Pango and its companions, which lay out the PDF; WeasyPrint opens them by name."""

import os
import shutil
import sys
from pathlib import Path

from tools.setup import debian
from tools.setup.places import SYSROOT, VAR, SetUpFailed, run, timed

NAMES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fontconfig-config",
    "fonts-dejavu-core",
)
TYPEFACES = {
    "fonts-noto-core": "truetype/noto/NotoSansDevanagari-Regular.ttf",
    "fonts-noto-cjk": "opentype/noto/NotoSansCJK-Regular.ttc",
}
"""For names in scripts that the look's own fonts lack: a package, and a file that tells it."""
TYPEFACE_FOLDER = "usr/share/fonts"
HOMEBREW = (Path("/opt/homebrew/lib"), Path("/usr/local/lib"))
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{sysroot}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{var}/fonts</cachedir>
</fontconfig>
"""


def make() -> None:
    """Provide the libraries where they are missing."""
    if sys.platform == "darwin":
        _by_homebrew()
    elif not all(debian.has_library(name) for name in NAMES):
        if not debian.is_here():
            raise SetUpFailed("The PDF needs Pango: install pango and fontconfig by your packages.")
        debian.provide("Pango and a font", PACKAGES)
    if sys.platform == "linux" and debian.is_here():
        lacking = [package for package, file in TYPEFACES.items() if not _has_typeface(file)]
        if lacking:
            debian.provide("Typefaces", lacking)


def variables() -> dict[str, str]:
    """What a process must be told to find them."""
    if sys.platform == "darwin":
        brewed = [str(folder) for folder in HOMEBREW if any(folder.glob("libpango-1.0*.dylib"))]
        return {"DYLD_FALLBACK_LIBRARY_PATH": ":".join(brewed)} if brewed else {}
    told = {}
    if folders := debian.library_folders():
        known = os.environ.get("LD_LIBRARY_PATH")
        told["LD_LIBRARY_PATH"] = ":".join([*folders, *([known] if known else [])])
    if (SYSROOT / TYPEFACE_FOLDER).is_dir():
        settings = VAR / "fonts.conf"
        settings.write_text(FONTS.format(sysroot=SYSROOT, var=VAR))
        told["FONTCONFIG_FILE"] = str(settings)
    return told


def _has_typeface(file: str) -> bool:
    return any((root / TYPEFACE_FOLDER / file).exists() for root in (Path("/"), SYSROOT))


def _by_homebrew() -> None:
    if variables():
        return
    if not shutil.which("brew"):
        raise SetUpFailed("The PDF needs Pango: brew install pango")
    with timed("Pango by Homebrew"):
        run("brew", "install", "pango")
