"""Alembic, as the owner of the tables. A lock that is not had soon is given up."""

import os

from alembic import context
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import assay.accounts.models
import assay.assessments.models
import assay.audit.models
import assay.bank.models
import assay.decisions.models
import assay.events.models
import assay.invitations.models
import assay.marking.models
import assay.reports.models
import assay.sittings.models
import assay.tenancy.models  # noqa: F401
from assay.core.db import Base, Instant

LOCK_TIMEOUT, STATEMENT_TIMEOUT = "5s", "10min"


def render_item(kind, item, _):
    """Column types are written as the database knows them, not as our code does."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    url = context.config.attributes.get("url") or os.environ["ASSAY_OWNER_DATABASE_URL"]
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"set lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"set statement_timeout = '{STATEMENT_TIMEOUT}'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            transaction_per_migration=True,
            compare_server_default=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
