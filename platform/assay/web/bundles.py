"""bundle(): the address of a built file. It changes with the file, so it may be kept for good."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request

FOLDER = Path(__file__).parent / "static" / "built"
KEPT = "public, max-age=31536000, immutable"


def init(*doors: Flask) -> None:
    """Let the pages of each door name built files."""
    for door in doors:
        door.jinja_env.globals["bundle"] = bundle


@cache
def bundle(name: str) -> str:
    """Raises FileNotFoundError where the front end was not built."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
    return f"/static/built/{name}?v={digest[:12]}"


def keep(response: Response) -> None:
    """What was asked for by its digest, and fonts, whose names hold theirs, never change."""
    if "v" in request.args or "/fonts/" in request.path:
        response.headers["Cache-Control"] = KEPT
