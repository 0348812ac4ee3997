"""The organisation's style sheet and logo, at addresses that a candidate's browser may ask."""

from typing import Any

from flask import Response, current_app, g, request, url_for
from werkzeug.wrappers import Response as Answer

from assay.core.errors import NotFound
from assay.tenancy import colours, queries
from assay.tenancy.models import Brand
from assay.tenancy.scope import current_or_none
from assay.testroom import guards

FOR_GOOD = "private, max-age=31536000, immutable"


@guards.sitting
def style() -> Answer:
    return sheet()


@guards.sitting
def logo() -> Answer:
    return picture()


@guards.link
def link_style() -> Answer:
    return sheet()


@guards.link
def link_logo() -> Answer:
    return picture()


def look() -> dict[str, Any]:
    """What the pages' frame shows: `name`, and `style` and `logo` as addresses, or none."""
    if current_or_none() is None:
        return {}
    if "look" not in g:
        g.look = {"name": queries.organisation().name, **_addresses(queries.brand())}
    return g.look  # type: ignore[no-any-return]


def _addresses(brand: Brand | None) -> dict[str, Any]:
    """Under the link's address before the sitting's cookie is there."""
    if brand is None:
        return {}
    way, at = ("link_", {"token": g.token}) if "token" in g else ("", {})
    if "door" in g:
        way, at = "join_", {"token": g.door}
    return {
        "style": url_for(f"{way}style", v=brand.version, **at) if brand.accent else None,
        "logo": url_for(f"{way}logo", v=brand.version, **at) if brand.logo_key else None,
        "width": brand.logo_width,
        "height": brand.logo_height,
    }


def sheet() -> Answer:
    """The colour of the organisation that we are inside of."""
    brand = queries.brand()
    if brand is None or brand.accent is None:
        raise NotFound("Brand")
    return _kept(Response(colours.stylesheet(brand.accent), mimetype="text/css"), brand)


def picture() -> Answer:
    """Its logo."""
    brand = queries.brand()
    if brand is None or brand.logo_key is None:
        raise NotFound("Brand")
    picture = current_app.extensions["assay"].blobs.get(brand.logo_key)
    return _kept(Response(picture, mimetype="image/png"), brand)


def _kept(response: Response, brand: Brand) -> Answer:
    """The browser may keep it for good where its address names this very version."""
    if request.args.get("v") == brand.version:
        response.headers["Cache-Control"] = FOR_GOOD
    response.set_etag(brand.version)
    return response.make_conditional(request)
