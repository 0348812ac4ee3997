"""with scope(organisation): the database shows and takes this organisation's rows only."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from sqlalchemy import Connection, text

from assay.core.db import engine_for, session
from assay.core.errors import Unscoped
from assay.core.settings import Settings

LIBRARY = UUID("00000000-0000-4000-8000-000000000001")
"""The organisation that owns the items that ship; every organisation may read them."""
INSTALLATION = UUID("00000000-0000-4000-8000-000000000002")
"""The stream of what belongs to no organisation: sign-ins, resets, letters about accounts."""

SET_SCOPE = text("select set_config('assay.organisation', :organisation, true)")

_organisation: ContextVar[UUID | None] = ContextVar("organisation", default=None)


def current_or_none() -> UUID | None:
    return _organisation.get()


def current() -> UUID:
    """The organisation we are inside of; Unscoped where there is none."""
    if (organisation_id := _organisation.get()) is None:
        raise Unscoped("no scope, no query")
    return organisation_id


@contextmanager
def scope(organisation_id: UUID) -> Iterator[None]:
    """Be inside one organisation.

    An open transaction without a scope gets this one at once; inside another organisation's scope
    Unscoped is raised. Leaving ends the transaction and empties the session.
    """
    outer = _organisation.get()
    if outer is not None and outer != organisation_id:
        raise Unscoped("already inside another organisation")
    if outer is not None:
        yield
        return
    entered = _organisation.set(organisation_id)
    try:
        if session.registry.has() and session().in_transaction():
            session.execute(SET_SCOPE, {"organisation": str(organisation_id)})
        yield
    finally:
        _organisation.reset(entered)
        session.remove()


@contextmanager
def every_organisation(settings: Settings, *, why: str) -> Iterator[Connection]:
    """One transaction as the relay's role, over the few tables that its policies name.

    `why` is for the reader; a test lists the callers. The web holds no such credentials.
    """
    if settings.relay_database_url is None:
        raise Unscoped(f"this process may not look at every organisation ({why})")
    with engine_for(settings.relay_database_url).begin() as connection:
        yield connection


@contextmanager
def as_owner(url: str) -> Iterator[Connection]:
    """One transaction as the owner of the tables, whose URL only commands at the machine are given.

    Row-level security binds it like everybody else.
    """
    with engine_for(url).begin() as connection:
        yield connection
