"""Postgres and Valkey from wheels, started without root, a package manager or a fixed port."""

from tools.embedded.kept import NotStarted
from tools.embedded.postgres import Postgres, Roles
from tools.embedded.valkey import Valkey

__all__ = ["NotStarted", "Postgres", "Roles", "Valkey"]
