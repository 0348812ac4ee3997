"""Base, names, sessions; reading() and transaction(), the only places that end a transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    Numeric,
    Text,
    TypeDecorator,
    Uuid,
    create_engine,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from assay.core.hot import close_lines
from assay.core.settings import Settings


class Instant(TypeDecorator[datetime]):
    """Always aware, always UTC; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive instant")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else value


NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Instant,
            str: Text,
            bytes: LargeBinary,
            UUID: Uuid,
            Decimal: Numeric(12, 4),
            dict[str, Any]: JSONB,
            list[Any]: JSONB,
        },
    )


class WithId:
    """A random id, made in Python so that it is known before the row is written."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-1)


db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False}
)
session = db.session


@contextmanager
def reading() -> Iterator[None]:
    """Look, then let go: no transaction is held while the slow part runs."""
    try:
        yield
    finally:
        session.rollback()


@contextmanager
def transaction() -> Iterator[None]:
    """All of it, or none of it."""
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def flask_config(settings: Settings) -> dict[str, Any]:
    """What Flask-SQLAlchemy must be told."""
    return {
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": settings.pool_size,
            "max_overflow": 5,
            "pool_pre_ping": True,
        },
    }


_engines: dict[str, Engine] = {}
_making = threading.Lock()


def engine_for(url: str) -> Engine:
    """A small engine beside the app's own: the relay's role, the owner in migrations."""
    with _making:
        if url not in _engines:
            _engines[url] = create_engine(url, pool_size=2, max_overflow=2, pool_pre_ping=True)
    return _engines[url]


def close_pools() -> None:
    """Let go of every connection outside the apps' own engines (before a database ends)."""
    close_lines()
    while _engines:
        _engines.popitem()[1].dispose()


class RoleTooStrong(SystemExit):
    """Raised at start-up: this role could see every organisation's rows."""


def refuse_if_rls_bypassed(engine: Engine) -> None:
    """Stop unless the database itself would refuse this role another organisation's rows.

    Raises RoleTooStrong where the role is a superuser, has BYPASSRLS, or owns a table.
    """
    with engine.connect() as connection:
        strong, owns = connection.execute(
            text(
                "select rolsuper or rolbypassrls,"
                " exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                " where n.nspname = 'public' and c.relkind = 'r'"
                " and pg_has_role(current_user, c.relowner, 'usage'))"
                " from pg_roles where rolname = current_user"
            )
        ).one()
    if strong or owns:
        raise RoleTooStrong(
            "ASSAY_DATABASE_URL names a role that row-level security does not bind"
            " (superuser, BYPASSRLS, or owner of the tables). Use the role assay_app."
        )
