"""The staff's door: HTML pages under /o, one module for each room that has pages."""

from datetime import timedelta
from typing import Any

from flask import Flask, g

from assay.accounts.rules import may
from assay.core.settings import Settings
from assay.web import (
    account,
    accounts,
    answers,
    assembly,
    assessments,
    audit,
    brand,
    candidates,
    components,
    errors,
    guards,
    health,
    invitations,
    inviting,
    leaving,
    library,
    limits,
    links,
    looks,
    members,
    organisation,
    reports,
    security,
    sessions,
    two_factor,
    verify,
    work,
)

PAGES = (
    health.pages,
    accounts.pages,
    account.pages,
    sessions.pages,
    members.pages,
    leaving.pages,
    organisation.pages,
    audit.pages,
    brand.pages,
    library.pages,
    assessments.pages,
    assembly.pages,
    inviting.pages,
    candidates.pages,
    invitations.pages,
    answers.pages,
    reports.pages,
    work.pages,
    verify.pages,
)
"""Every blueprint of this door, on one page."""

MOST_BYTES = 2 * 1024 * 1024


def config(settings: Settings) -> dict[str, Any]:
    """Flask's own settings. The session's cookie never reaches a candidate's address."""
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.testing,
        "MAX_CONTENT_LENGTH": MOST_BYTES,
        "SESSION_COOKIE_NAME": "assay_session",
        "SESSION_COOKIE_PATH": "/o",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.base_url.startswith("https:"),
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,
    }


def init(app: Flask, settings: Settings) -> None:
    """Pages, guards on the views that are not ours, limits, headers, error pages."""
    app.extensions["csrf"].exempt(verify.pages)  # it changes nothing; its visitors have no session
    for pages in PAGES:
        app.register_blueprint(pages)
    if settings.development:
        app.register_blueprint(components.pages)
    app.view_functions["static"] = guards.public(app.view_functions["static"])
    links.init(app)
    two_factor.init(app)
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith("security.") and not hasattr(view, "guard"):
            app.view_functions[endpoint] = guards.account(view)
    limits.init(app, settings)
    security.init(app, https=settings.base_url.startswith("https:"))
    errors.init(app)
    looks.register(app)
    app.context_processor(_permissions)


def _permissions() -> dict[str, Any]:
    """`may("members.edit")` in templates: of the member who looks at the page."""
    return {"may": lambda permission: "member" in g and may(g.member.role, permission)}
