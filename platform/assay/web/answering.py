"""What page functions answer with: a page, a refused form, a way on."""

import json
from typing import Any
from urllib.parse import urlsplit

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assay.audit.actions import Actor
from assay.core.errors import Invalid
from assay.web.forms.fields import leaves


def page(template: str, **values: Any) -> str:
    return render_template(template, **values)


def refused(template: str, **values: Any) -> Response:
    """The form again, with what was typed and what is wrong: 422."""
    return make_response(render_template(template, **values), 422)


def go(endpoint: str, anchor: str | None = None, **values: Any) -> Response:
    """On to another page of this organisation, by GET."""
    return redirect(
        url_for(endpoint, slug=g.organisation.slug, _anchor=anchor or None, **values), 303
    )


def came_from() -> str:
    """The page of ours with the form that was sent."""
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host or not came.path.startswith("/o/"):
        return "/o/"
    return came.path + (f"?{came.query}" if came.query else "")


def back() -> Response:
    """To the page that the request came from, by GET."""
    return redirect(came_from(), 303)


def in_place(template: str, anchor: str, **values: Any) -> Response:
    """The page for a script that takes only its part of it, and goes on at the anchor."""
    response = make_response(render_template(template, **values))
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"reached": {"at": anchor}})
    return response


def blame(form: Any, refusal: Invalid) -> None:
    """Put the room's refusal beside the fields that it names; the rest above the form."""
    fields = {field.id: field for field in leaves(form)}
    for name, words in refusal.fields.items():
        if field := fields.get(name):
            field.errors = [*field.errors, words]
        else:
            form.form_errors.append(words)


def acting() -> Actor:
    """The member whose request this is."""
    return Actor(kind="member", id=g.member.id)
