"""Will this browser and this line do? Asked before the start; nothing is kept of it."""

from typing import Any

from flask import g, render_template

from assay.testroom import guards
from assay.testroom.browsers import OLDEST
from assay.testroom.doorstep import Doorstep, before

SAVE_BYTES = 20_000
"""As large as a save of code with several files."""


@guards.link
@before
def show(step: Doorstep) -> str:
    return render_template("room/check.html", face=step.landing, token=g.token, bytes=SAVE_BYTES)


@guards.link
def try_save() -> Any:
    """Takes what a save would bring, and forgets it."""
    return "", 204


@guards.public
def browsers() -> str:
    return render_template("room/browsers.html", oldest=OLDEST)
