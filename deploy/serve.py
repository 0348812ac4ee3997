"""The web's server, Granian, on one machine and in a container alike: `python -m deploy.serve`.

It ends with a sentence where the database would not hold organisations apart, before any worker is
there; a worker that is lost later, or has grown or lived for long, is replaced.
"""

import argparse
import os

import sqlalchemy as sa
from granian.constants import Interfaces
from granian.server import MPServer
from sqlalchemy.pool import NullPool

from assay.core import logs
from assay.core.db import refuse_if_rls_bypassed
from assay.core.settings import Settings

TO_STOP = 10
"""Seconds in which requests that are being answered may end."""
A_LIFE = 12 * 3600
MOST_MEMORY = 512
"""Megabytes: several times what a worker needs."""


def server(bind: str, *, workers: int, threads: int) -> MPServer:
    """Each worker is a process of its own that imports wsgi:app."""
    host, _, port = bind.rpartition(":")
    return MPServer(
        "wsgi:app",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_lifetime=A_LIFE,
        workers_max_rss=MOST_MEMORY,
        workers_kill_timeout=TO_STOP,
        # The product writes its own line for each answer, by rule: an address can be a secret.
        log_access=False,
        log_dictconfig=logs.config(),
    )


def main() -> None:
    told = argparse.ArgumentParser(prog="python -m deploy.serve")
    told.add_argument("--bind", default=os.environ.get("WEB_BIND", "127.0.0.1:5000"))
    told.add_argument("--workers", type=int, default=int(os.environ.get("WEB_WORKERS", "2")))
    told.add_argument("--threads", type=int, default=int(os.environ.get("WEB_THREADS", "8")))
    chosen = told.parse_args()
    settings = Settings.from_env()
    refuse_if_rls_bypassed(sa.create_engine(settings.database_url, poolclass=NullPool))
    server(chosen.bind, workers=chosen.workers, threads=chosen.threads).serve()


if __name__ == "__main__":
    main()
