"""`flask` command groups that need no engine; workers/cli.py adds those that do."""

import click
from flask import Flask

GROUPS: tuple[click.Group, ...] = ()
"""Every group on one page; each is written next to what it commands."""


def register(app: Flask) -> None:
    for group in GROUPS:
        app.cli.add_command(group)
