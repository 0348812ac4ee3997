"""A page's signs of life and what it noticed; the reply tells the time, and what is new.

`{"known": 2, "told": 0, "ends_at": "…", "tried": false, "events": [{"key": "…", "kind": "paste",
"ago": 1200, "position": 3, "size": 40}]}`: `ago` in milliseconds; `known` is the number of the last
extension that was told, null on the first page, and `told` that of the last message that the page
shows. Who sends no `ends_at` is told what may be noticed as well.
"""

import json
from datetime import timedelta
from typing import Any

from flask import Response, g, jsonify, redirect, request, url_for
from flask_babel import gettext

from assay.core import clock as wall
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.sittings import away, beating, messaging, noted, queries
from assay.sittings.beating import FROM_THE_PAGE, Noticed
from assay.sittings.models import Extension, Message
from assay.testroom import guards, wire
from assay.testroom.languages import language
from assay.testroom.when import minutes

MOST_EVENTS = 40
MOST_SIZE = 10**6
MOST_AGO = 24 * 3600 * 1000


@guards.sitting
def beat() -> Response:
    told = _told(request.get_data())
    with transaction():
        beating.beat(g.sitting, _noticed(told), tried=told.get("tried") is True, at=g.at)
        said = messaging.said_to(g.sitting.id, after=wire.number_told(told) or 0)
    phase = queries.phase_of(g.sitting, g.at)
    reply: dict[str, Any] = {
        "phase": "over" if g.sitting.state != "started" else phase.name,
        "server_now": wire.instant(wall.now()),
        "ends_at": wire.instant(g.sitting.ends_at),
    }
    if told.get("ends_at") != reply["ends_at"]:
        reply |= _moved(told.get("known"))
    if said:
        reply["messages"] = [_message(one) for one in said]
    if told.get("ends_at") is None:
        reply["records"] = away.agreed_policy(g.sitting.invitation_id).records
    return jsonify(reply)


def _moved(known: object) -> dict[str, Any]:
    """The number of the last extension, and those that were not told yet in words."""
    found = noted.extensions(g.sitting.id, after=known if type(known) is int else 0)
    fresh = found if type(known) is int else ()
    return {
        "known": found[-1].number if found else known or 0,
        "extensions": [{"number": one.number, "words": words_of(one)} for one in fresh],
    }


def _message(one: Message) -> dict[str, Any]:
    return {"number": one.number, "text": one.text, "sent_at": wire.instant(one.sent_at)}


def words_of(extension: Extension) -> str:
    time = minutes(timedelta(seconds=extension.seconds), language())
    if extension.because == "outage":
        words = gettext(
            "Your time was extended by %(time)s, because our server was away.", time=time
        )
    else:
        words = gettext("Your time was extended by %(time)s.", time=time)
    return str(words)


@guards.sitting
def comment() -> Any:
    """Once, from the review or from the receipt; it leads back there."""
    back = url_for("review") if request.form.get("from") == "review" else url_for("done")
    try:
        with transaction():
            beating.comment(g.sitting.id, request.form.get("comment", ""), at=g.at)
    except (Conflict, Invalid):
        pass  # what stands is shown; an empty one is none
    return redirect(f"{back}#noted", 303)


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Invalid("events", "not a sign of life")
    return told


def _noticed(told: dict[str, Any]) -> list[Noticed]:
    events = told.get("events") or []
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise Invalid("events", "too many, or none")
    return [_one(event) for event in events]


def _one(event: object) -> Noticed:
    if not isinstance(event, dict):
        raise Invalid("events", "not an event")
    key, kind = event.get("key"), event.get("kind")
    if not isinstance(key, str) or not wire.KEY.fullmatch(key) or kind not in FROM_THE_PAGE:
        raise Invalid("events", "not an event of ours")
    position, size = _number(event.get("position"), 9999), _number(event.get("size"), MOST_SIZE)
    ago = _number(event.get("ago"), MOST_AGO) or 0
    return Noticed(
        key=key, kind=kind, ago=timedelta(milliseconds=ago), position=position, size=size
    )


def _number(given: object, most: int) -> int | None:
    """A whole number from 0 up to `most`; None is none."""
    if given is None:
        return None
    if type(given) is not int or given < 0:
        raise Invalid("events", "not a number")
    return min(given, most)
