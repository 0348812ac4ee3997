"""The staff's door: HTML pages under /o, one module for each room that has pages."""

from datetime import timedelta
from typing import Any

from flask import Flask, g

from assay.accounts.rules import may
from assay.core.settings import Settings
from assay.web import (
    account,
    accounts,
    after,
    agreement,
    answers,
    assembly,
    assessments,
    audit,
    brand,
    bringing,
    bulk,
    candidates,
    comparing,
    components,
    correcting,
    counting,
    errors,
    exports,
    feedback,
    guards,
    handing,
    health,
    importing,
    invitations,
    inviting,
    judging,
    leaving,
    letters,
    library,
    limits,
    links,
    live,
    looks,
    mails,
    marking,
    members,
    operators,
    organisation,
    overdue,
    own,
    picker,
    policies,
    previews,
    publishing,
    remarks,
    reports,
    requests,
    resits,
    security,
    sessions,
    sharing,
    signing_up,
    tags,
    two_factor,
    uploads,
    usage,
    verify,
    work,
    writing,
)

PAGES = (
    health.pages,
    accounts.pages,
    account.pages,
    sessions.pages,
    members.pages,
    leaving.pages,
    organisation.pages,
    operators.pages,
    audit.pages,
    brand.pages,
    policies.pages,
    letters.pages,
    library.pages,
    own.pages,
    writing.pages,
    bringing.pages,
    correcting.pages,
    assessments.pages,
    assembly.pages,
    picker.pages,
    previews.pages,
    publishing.pages,
    judging.pages,
    inviting.pages,
    importing.pages,
    handing.pages,
    signing_up.pages,
    candidates.pages,
    comparing.pages,
    bulk.pages,
    tags.pages,
    overdue.pages,
    live.pages,
    invitations.pages,
    mails.pages,
    remarks.pages,
    resits.pages,
    feedback.pages,
    requests.pages,
    answers.pages,
    after.pages,
    marking.pages,
    agreement.pages,
    reports.pages,
    exports.pages,
    sharing.pages,
    work.pages,
    usage.pages,
    verify.pages,
)
"""Every blueprint of this door, on one page."""


def config(settings: Settings) -> dict[str, Any]:
    """Flask's own settings. The session's cookie never reaches a candidate's address."""
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.testing,
        "MAX_CONTENT_LENGTH": uploads.MOST_BYTES,
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
    uploads.init(app)
    for pages in (verify.pages, sharing.pages):  # their visitors have no session
        app.extensions["csrf"].exempt(pages)
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
    counting.init(app, settings)
    app.context_processor(_permissions)


def _permissions() -> dict[str, Any]:
    """`may("members.edit")` in templates: of the member who looks at the page."""
    return {"may": lambda permission: "member" in g and may(g.member.role, permission)}
