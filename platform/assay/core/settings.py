"""One frozen dataclass, read once from the environment, typed and documented."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a process must be told. Each field is read from ASSAY_<FIELD>."""

    database_url: str
    """SQLAlchemy URL of the run-time role, `postgresql+psycopg://assay_app:…`."""
    secret_key: str
    """At least 32 characters; signs cookies and links, and seals letters."""
    redis_url: str
    base_url: str
    """Where people reach this installation, without a trailing slash."""
    blob_folder: Path
    key_folder: Path
    """Where the installation keeps its signing key; mode 0700."""
    relay_database_url: str | None = None
    """URL of the relay's role; only the relay and the sweep may hold it."""
    runner_socket: Path = Path("/run/assay-runner/socket")
    """Where the process listens that runs foreign code; only the workers of code reach it."""
    redis_prefix: str = "assay"
    smtp_url: str = "smtp://localhost:25"
    mail_from: str = "Assay <assay@localhost>"
    bounce_address: str | None = None
    """Where letters to candidates come back; each with a sign of its own after a `+`."""
    pool_size: int = 5
    rate_limits: bool = True
    proxies: int = 0
    """How many proxies of ours stand before the web: so many X-Forwarded-* are believed."""
    development: bool = False
    testing: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the environment; a missing or bad value is a sentence, not a traceback."""
        told = _Told(environ)
        return cls(
            database_url=told.text("DATABASE_URL"),
            secret_key=told.secret("SECRET_KEY"),
            redis_url=told.text("REDIS_URL"),
            base_url=told.text("BASE_URL").rstrip("/"),
            blob_folder=Path(told.text("BLOB_FOLDER")),
            key_folder=Path(told.text("KEY_FOLDER")),
            relay_database_url=told.text("RELAY_DATABASE_URL", "") or None,
            runner_socket=Path(told.text("RUNNER_SOCKET", str(cls.runner_socket))),
            redis_prefix=told.text("REDIS_PREFIX", cls.redis_prefix),
            smtp_url=told.text("SMTP_URL", cls.smtp_url),
            mail_from=told.text("MAIL_FROM", cls.mail_from),
            bounce_address=told.address("BOUNCE_ADDRESS"),
            pool_size=told.whole("POOL_SIZE", cls.pool_size, least=1),
            rate_limits=told.flag("RATE_LIMITS", cls.rate_limits),
            proxies=told.whole("PROXIES", cls.proxies, least=0),
            development=told.flag("DEVELOPMENT", cls.development),
            testing=told.flag("TESTING", cls.testing),
        )


SHORTEST_SECRET = 32
FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True)
class _Told:
    """What the environment says; one that is set to nothing counts as not set."""

    environ: Mapping[str, str]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.environ.get(f"ASSAY_{name}") or default
        if value is None:
            raise SystemExit(f"ASSAY_{name} is not set; docs/reference/settings.md lists them all.")
        return value

    def secret(self, name: str) -> str:
        if len(value := self.text(name)) < SHORTEST_SECRET:
            raise SystemExit(f"ASSAY_{name} must have at least {SHORTEST_SECRET} characters.")
        return value

    def address(self, name: str) -> str | None:
        """One that letters may come back to, or nothing."""
        value = self.text(name, "")
        if value and not re.fullmatch(r"[A-Za-z0-9._-]{1,20}@[A-Za-z0-9.-]{1,200}", value):
            raise SystemExit(f"ASSAY_{name} must be an address such as bounce@mail.example.org.")
        return value or None

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, str(default))
        if value.lower() not in FLAGS:
            raise SystemExit(f"ASSAY_{name} must be 1 or 0, not {value!r}.")
        return FLAGS[value.lower()]

    def whole(self, name: str, default: int, *, least: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or int(value) < least:
            raise SystemExit(f"ASSAY_{name} must be a whole number from {least}, not {value!r}.")
        return int(value)
