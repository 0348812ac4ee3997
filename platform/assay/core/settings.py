"""One frozen dataclass, read once from the environment, typed and documented."""

import os
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
    redis_prefix: str = "assay"
    smtp_url: str = "smtp://localhost:25"
    mail_from: str = "Assay <assay@localhost>"
    pool_size: int = 5
    rate_limits: bool = True
    proxies: int = 0
    """How many proxies of ours stand before the web: so many X-Forwarded-* are believed."""
    development: bool = False
    testing: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the environment; a missing or bad value is a sentence, not a traceback."""

        def need(name: str) -> str:
            if value := environ.get(f"ASSAY_{name}"):
                return value
            raise SystemExit(f"ASSAY_{name} is not set; docs/reference/settings.md lists them all.")

        def flag(name: str, default: bool) -> bool:
            return environ.get(f"ASSAY_{name}", "1" if default else "0") in {"1", "true", "yes"}

        secret_key = need("SECRET_KEY")
        if len(secret_key) < 32:
            raise SystemExit("ASSAY_SECRET_KEY must have at least 32 characters.")
        return cls(
            database_url=need("DATABASE_URL"),
            secret_key=secret_key,
            redis_url=need("REDIS_URL"),
            base_url=need("BASE_URL").rstrip("/"),
            blob_folder=Path(need("BLOB_FOLDER")),
            key_folder=Path(need("KEY_FOLDER")),
            relay_database_url=environ.get("ASSAY_RELAY_DATABASE_URL"),
            redis_prefix=environ.get("ASSAY_REDIS_PREFIX", cls.redis_prefix),
            smtp_url=environ.get("ASSAY_SMTP_URL", cls.smtp_url),
            mail_from=environ.get("ASSAY_MAIL_FROM", cls.mail_from),
            pool_size=int(environ.get("ASSAY_POOL_SIZE", cls.pool_size)),
            rate_limits=flag("RATE_LIMITS", True),
            proxies=int(environ.get("ASSAY_PROXIES", cls.proxies)),
            development=flag("DEVELOPMENT", False),
            testing=flag("TESTING", False),
        )
