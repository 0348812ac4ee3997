"""The headers of every answer from this door; its pages hold no inline script or style."""

from flask import Response, request

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

LOOKS = frozenset({"style", "logo", "link_style", "link_logo"})
"""The organisation's colour and logo say themselves how long they may be kept."""


def make_safe(response: Response) -> Response:
    kept = response.headers.get("Cache-Control") if request.endpoint in LOOKS else None
    for name, value in SAFE:
        response.headers[name] = value
    if kept:
        response.headers["Cache-Control"] = kept
    return response
