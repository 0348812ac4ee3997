"""`flask` command groups that need no engine; workers/cli.py adds those that do."""

import click
from flask import Flask

from assay.accounts.commands import accounts
from assay.accounts.operator_commands import operator, organisation
from assay.bank.commands import bank

GROUPS: tuple[click.Group, ...] = (accounts, operator, organisation, bank)
"""Every group on one page; each is written next to what it commands."""


def register(app: Flask) -> None:
    for group in GROUPS:
        app.cli.add_command(group)
