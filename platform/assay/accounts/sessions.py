"""Sessions: every browser that is signed in has a row, found by what its cookie holds.

A row that is gone has signed the browser out, wherever its cookie is and whoever holds it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import flask
from flask import g, request
from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from assay.accounts import agents
from assay.accounts.apart import apart, with_the_request
from assay.accounts.models import Passkey, User, UserSession
from assay.core import clock, signing
from assay.core.db import session
from assay.core.errors import NotFound

LASTS = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=10)
KEY = "browser"
KEPT = {"_user_id", "_fresh", "_id", "_flashes", "fs_cc", "fs_paa", KEY}
"""All that a cookie holds on after signing in: what was there before may be another's."""

_has_second_factor = or_(
    User.tf_primary_method.is_not(None), exists().where(Passkey.user_id == User.id)
)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """`g.visit`: this request's session, and whether its user has a second factor."""

    session_id: UUID
    has_second_factor: bool


def load(user_id: str) -> User | None:
    """Flask-Login's loader: whom the cookie names, while its session stands. One query."""
    at = clock.now()
    found = session.execute(
        select(User, UserSession.id, UserSession.seen_at, _has_second_factor)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.digest == signing.digest(flask.session.get(KEY, "")),
            UserSession.began_at > at - LASTS,
            User.fs_uniquifier == user_id,
            User.active,
        )
    ).one_or_none()
    if found is None:
        return None
    user, session_id, seen_at, has_second_factor = found
    set_committed_value(user, "roles", [])  # never asked for: nothing is granted by them
    g.visit = Visit(session_id=session_id, has_second_factor=has_second_factor)
    g.fs_authn_via, g.fs_paa = "session", flask.session.get("fs_paa", 0)  # Flask-Security asks
    if seen_at < at - SEEN_EVERY:
        _note_seen(session_id, at)
    return user


def begin(user_id: UUID) -> None:
    """This browser has signed in: whatever it was before is over, and its cookie begins anew."""
    end_this()
    token = signing.token()
    with with_the_request():
        _clear_expired()
        session.add(
            UserSession(
                user_id=user_id,
                digest=signing.digest(token),
                agent=agents.family(request.user_agent.string),
                network=agents.network(request.remote_addr),
            )
        )
    for name in set(flask.session) - KEPT:
        flask.session.pop(name)
    g.pop("csrf_token", None)
    flask.session[KEY] = token


def end_this() -> None:
    """This browser's, if it has one."""
    if token := flask.session.pop(KEY, None):
        with with_the_request():
            session.execute(delete(UserSession).where(UserSession.digest == signing.digest(token)))


def end(session_id: UUID, *, user_id: UUID) -> None:
    """One of the user's; NotFound where it is not there, or another's."""
    ended = session.execute(
        delete(UserSession)
        .where(UserSession.id == session_id, UserSession.user_id == user_id)
        .returning(UserSession.id)
    ).one_or_none()
    if ended is None:
        raise NotFound("UserSession")


def end_all(user_id: UUID) -> None:
    """Everywhere, this browser too."""
    session.execute(delete(UserSession).where(UserSession.user_id == user_id))


def end_others(user_id: UUID) -> None:
    """Everywhere but in this browser."""
    mine = signing.digest(flask.session.get(KEY, ""))
    session.execute(
        delete(UserSession).where(UserSession.user_id == user_id, UserSession.digest != mine)
    )


def renew(user: User) -> None:
    """Void what named the user so far: mailed links, other browsers. This one stays signed in."""
    end_others(user.id)
    user.fs_uniquifier = uuid4().hex
    flask.session["_user_id"] = user.fs_uniquifier


def of(user_id: UUID) -> list[UserSession]:
    """Those that stand, the latest first."""
    query = (
        select(UserSession)
        .where(UserSession.user_id == user_id, UserSession.began_at > clock.now() - LASTS)
        .order_by(UserSession.began_at.desc())
    )
    return list(session.scalars(query))


def _note_seen(session_id: UUID, at: datetime) -> None:
    with apart():
        session.execute(update(UserSession).where(UserSession.id == session_id).values(seen_at=at))


def _clear_expired() -> None:
    """Everybody's; what another request clears just now is left to it."""
    over = (
        select(UserSession.id)
        .where(UserSession.began_at <= clock.now() - LASTS)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        delete(UserSession)
        .where(UserSession.id.in_(over))
        .execution_options(synchronize_session=False)
    )
