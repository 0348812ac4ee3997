"""The headers of every answer of the staff's door; a nonce for each page."""

import secrets
from itertools import chain

from flask import Flask, Response, abort, g, request

from assay.web import bundles

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)
LOOKS = frozenset({"brand.style", "brand.picture"})
"""What says itself how long it may be kept."""
A_YEAR = 365 * 24 * 3600


def init(app: Flask, *, https: bool) -> None:
    def make_safe(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _policy()
        response.headers.extend(HEADERS)
        if request.endpoint in LOOKS:
            response.headers.setdefault("Cache-Control", "no-store")
        elif request.endpoint == "static" and response.status_code < 400:
            bundles.keep(response)
        else:
            response.headers["Cache-Control"] = "no-store"
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
        return response

    app.before_request(_refuse_what_is_no_text)
    app.after_request(make_safe)
    app.jinja_env.globals.update(csp_nonce=csp_nonce, style_nonce=style_nonce)


def _refuse_what_is_no_text() -> None:
    """A NUL in what was typed: no person types one, and the database takes none."""
    given = chain(*request.args.listvalues(), *request.form.listvalues())
    if any("\0" in value for value in given):
        abort(400)


def _policy() -> str:
    policy = POLICY.format(nonce=csp_nonce())
    if "style_nonce" in g:
        policy = policy.replace("style-src 'self'", f"style-src 'self' 'nonce-{g.style_nonce}'")
    return policy


def style_nonce() -> str:
    """Of this answer alone: lets the code editor make its style sheet, where a page asks for it."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    return str(g.style_nonce)


def csp_nonce() -> str:
    """The same within one request, never again after it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)
