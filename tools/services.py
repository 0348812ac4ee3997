"""What every process of an installation needs: the two servers, the secrets, and the environment.

A process is told only what its part needs: the owner's URL goes to migrations, the relay's to the
relay and the sweep, and the web gets neither.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Self

from tools.embedded import Postgres, Roles, Valkey
from workers.sandbox.service import HARMLESS

DATABASE = "assay"
LONGEST_SOCKET = 103
"""Bytes of a socket's path: 107 on Linux, 103 on macOS."""


class Part(Enum):
    """Whose credentials a process is given."""

    APP = "app"
    RELAY = "relay"
    OWNER = "owner"
    RUNNER = "runner"  # it runs foreign code: nothing of the installation is its business
    EVERYTHING = "everything"  # a person at the terminal


class Services:
    """Postgres and Valkey for one state folder, joined if they run already.

    ASSAY_DATABASE_URL, with ASSAY_OWNER_DATABASE_URL and ASSAY_RELAY_DATABASE_URL, names a Postgres
    elsewhere; ASSAY_REDIS_URL a Redis.
    """

    def __init__(
        self, state: Path, *, fast: bool = False, environ: Mapping[str, str] = os.environ
    ) -> None:
        self.state = state.absolute()
        self._outer = dict(environ)
        self._postgres = None
        if "ASSAY_DATABASE_URL" not in environ:
            self._postgres = Postgres(self.state / "postgres", fast=fast)
        self._valkey = None if "ASSAY_REDIS_URL" in environ else Valkey(self.state / "valkey")
        self.roles: Roles | None = None

    @property
    def runner_socket(self) -> Path:
        """Where the runner listens: in the state, or in /tmp where the path would be too long."""
        inside = self.state / "runner.socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET:
            return inside
        digest = hashlib.sha256(os.fsencode(inside)).hexdigest()[:12]
        return Path(tempfile.gettempdir(), f"assay-runner-{digest}.socket")

    @property
    def own_postgres(self) -> Postgres:
        """The server that we keep ourselves: to crash it, to look behind the product's back."""
        assert self._postgres is not None, "Postgres is elsewhere"
        return self._postgres

    def start(self) -> Self:
        """Bring up what is not given from outside; make the database and its roles."""
        self.state.mkdir(parents=True, exist_ok=True)
        try:
            if self._valkey:
                self._valkey.start()
            if self._postgres:
                self.roles = self._postgres.start().provide(DATABASE)
            else:
                self.roles = self._given_roles()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Leave the servers; they end with their last user."""
        if self._valkey:
            self._valkey.stop()
        if self._postgres:
            self._postgres.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def environment(self, part: Part) -> dict[str, str]:
        """The outer environment without any ASSAY_ credential, and this part's settings."""
        inherited = {k: v for k, v in self._outer.items() if not k.startswith("ASSAY_")}
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)  # a second start takes half the time
        if part is Part.RUNNER:
            return inherited | {k: v for k, v in self._outer.items() if k in HARMLESS}
        passed_on = {k: v for k, v in self._outer.items() if k in PASSED_ON | HARMLESS}
        return inherited | passed_on | self._common() | self._databases(part)

    def _common(self) -> dict[str, str]:
        redis_url = self._valkey.url if self._valkey else self._outer["ASSAY_REDIS_URL"]
        return {
            "FLASK_APP": "workers.cli",
            "PYTHONUNBUFFERED": "1",
            "ASSAY_SECRET_KEY": self._outer.get("ASSAY_SECRET_KEY") or self._secret_key(),
            "ASSAY_REDIS_URL": redis_url,
            "ASSAY_BLOB_FOLDER": str(_folder(self.state / "blobs")),
            "ASSAY_KEY_FOLDER": str(_folder(self.state / "keys")),
            "ASSAY_RUNNER_SOCKET": str(self.runner_socket),
        }

    def _databases(self, part: Part) -> dict[str, str]:
        assert self.roles is not None, "started"
        told = {"ASSAY_DATABASE_URL": self.roles.app}
        if part in {Part.RELAY, Part.EVERYTHING}:
            told["ASSAY_RELAY_DATABASE_URL"] = self.roles.relay
        if part in {Part.OWNER, Part.EVERYTHING}:
            told["ASSAY_OWNER_DATABASE_URL"] = self.roles.owner
        return told

    def _given_roles(self) -> Roles:
        names = [f"ASSAY_{role}DATABASE_URL" for role in ("OWNER_", "", "RELAY_")]
        missing = [name for name in names if not self._outer.get(name)]
        if missing:
            raise SystemExit(f"A Postgres elsewhere needs all three roles; not set: {missing}")
        return Roles(*(self._outer[name] for name in names))

    def _secret_key(self) -> str:
        file = self.state / "secret_key"
        if not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as opened:
                opened.write(secrets.token_urlsafe(48))
        return file.read_text()


PASSED_ON = {
    "ASSAY_CHROMIUM",
    "ASSAY_SETUP_SECONDS",
    "ASSAY_BASE_URL",
    "ASSAY_SMTP_URL",
    "ASSAY_MAIL_FROM",
    "ASSAY_BOUNCE_ADDRESS",
    "ASSAY_REDIS_PREFIX",
    "ASSAY_RATE_LIMITS",
    "ASSAY_POOL_SIZE",
    "ASSAY_PROXIES",
    "ASSAY_TESTING",
    "ASSAY_DEVELOPMENT",
}


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
