"""The headers of every answer from this door; its pages hold no inline script or style."""

import secrets

from flask import Response, g, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SAFE = (
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)

LOOKS = frozenset({"style", "logo", "link_style", "link_logo", "join_style", "join_logo"})
"""The organisation's colour and logo say themselves how long they may be kept."""


def style_nonce() -> str:
    """Of this answer alone: lets the code editor make its style sheet, where a page asks for it."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    return str(g.style_nonce)


def make_safe(response: Response) -> Response:
    kept = response.headers.get("Cache-Control") if request.endpoint in LOOKS else None
    for name, value in SAFE:
        response.headers[name] = value
    if "style_nonce" in g:
        styles = f"style-src 'self' 'nonce-{g.style_nonce}'"
        response.headers["Content-Security-Policy"] = POLICY.replace("style-src 'self'", styles)
    if kept:
        response.headers["Cache-Control"] = kept
    return response
