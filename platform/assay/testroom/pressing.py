"""Start as it comes in from our page, and the way into the room; all that is odd is the view's."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.http import parse_cookie

from assay.core.signing import digest
from assay.sittings.actions import Agreed
from assay.sittings.starting import Press
from assay.testroom import notice, spoken
from assay.testroom.forgery import FIELD, Forgery
from assay.testroom.headers import SAFE

FORM = "application/x-www-form-urlencoded"
FIELDS = {FIELD, "notice", "policy", "agree"}
MOST_BYTES = 1024
NUMBER = re.compile(r"[0-9]{1,9}")


def read(
    environ: dict[str, Any], body: bytes, token: str, forgery: Forgery, at: datetime
) -> Press | None:
    """The start that is asked for, or None where it is not just what our page sends."""
    told = _form(environ, body)
    if told is None or not forgery.is_our_form(environ, token, told[FIELD]):
        return None
    policy, number = told["policy"], told["notice"]
    if told["agree"] != "yes" or not NUMBER.fullmatch(policy) or number != str(notice.NUMBER):
        return None
    agreed = Agreed(policy=int(policy), notice=notice.NUMBER, language=_language(environ))
    return Press(link=digest(token), agreed=agreed, at=at)


def entered(environ: dict[str, Any], cookie: str) -> tuple[tuple[str, str], ...]:
    """The headers of the answer: to the first question, with the cookie that opens it."""
    return (
        ("Location", f"{environ['SCRIPT_NAME']}/room/1"),
        ("Set-Cookie", cookie),
        ("Vary", "Accept-Language, Cookie"),
        *SAFE,
    )


def _form(environ: dict[str, Any], body: bytes) -> dict[str, str] | None:
    """Our four fields, each once."""
    if str(environ.get("CONTENT_TYPE", "")).partition(";")[0] != FORM:
        return None
    try:
        pairs = parse_qsl(body.decode("ascii"), max_num_fields=len(FIELDS), errors="strict")
    except ValueError:
        return None
    told = dict(pairs)
    return told if len(pairs) == len(FIELDS) and told.keys() == FIELDS else None


def _language(environ: dict[str, Any]) -> str:
    cookies = str(environ.get("HTTP_COOKIE", ""))
    chosen = parse_cookie(cookies).get(spoken.COOKIE) if spoken.COOKIE in cookies else None
    return spoken.wanted(chosen, str(environ.get("HTTP_ACCEPT_LANGUAGE", "")))
