"""/healthz: this process answers. /readyz: it can do its work."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from assay.core.db import RoleTooStrong, db, refuse_if_rls_bypassed
from assay.core.parts import Parts
from assay.web.guards import public

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    return {"process": "up"}


@pages.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """503 unless the database answers, as a role that it holds to one organisation.

    Valkey is only noted: without it pages are served, and work waits in the outbox.
    """
    database = _database()
    told = {"database": database, "valkey": _valkey(current_app.extensions["assay"])}
    return told, 200 if database == "ready" else 503


def _database() -> str:
    try:
        refuse_if_rls_bypassed(db.engine)
    except SQLAlchemyError:
        return "unreachable"
    except RoleTooStrong:
        return "role too strong"
    return "ready"


def _valkey(parts: Parts) -> str:
    try:
        parts.redis.ping()
    except RedisError:
        return "unreachable"
    return "ready"
