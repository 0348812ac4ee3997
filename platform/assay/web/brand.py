"""How the organisation looks: the page that changes it, the style sheet and logo that show it."""

import hashlib
from typing import Any

from flask import Blueprint, Response, current_app, flash, g, request, url_for
from werkzeug.wrappers import Response as Answer

from assay.accounts import actions, logos
from assay.core.db import transaction
from assay.core.errors import Invalid, NotFound
from assay.core.storage import Blobs
from assay.tenancy import colours, queries
from assay.tenancy.models import Brand
from assay.tenancy.scope import current, current_or_none
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.brand import ColourForm, LogoForm
from assay.web.guards import member

pages = Blueprint("brand", __name__, url_prefix="/o/<slug>/brand")

SHOW = "brand/show.html"
FOR_GOOD = "private, max-age=31536000, immutable"


@pages.get("")
@member("organisation.edit")
def show() -> str:
    return page(SHOW, **_shown(tried=colours.parse(request.args.get("accent", ""))))


@pages.post("/colour")
@member("organisation.edit")
def colour() -> Answer:
    """Take the colour, or try it on this page only, or go back to Assay's own."""
    form, button = ColourForm(), request.form.get("do", "save")
    if button == "try" and (tried := colours.parse(form.accent.data or "")):
        return go("brand.show", accent=tried)
    try:
        with transaction():
            actions.choose_colour(None if button == "reset" else form.accent.data, by=acting())
    except Invalid as refusal:
        blame(form, refusal)
        return refused(SHOW, **{**_shown(), "form": form})
    flash("The colour is taken.")
    return go("brand.show")


@pages.post("/logo")
@member("organisation.edit")
def logo() -> Answer:
    """Show the picture that was sent, drawn anew."""
    form = LogoForm()
    try:
        _hang(request.files["logo"].read() if "logo" in request.files else b"")
    except Invalid as refusal:
        blame(form, refusal)
        return refused(SHOW, **{**_shown(), "logo_form": form})
    flash("The logo is up.")
    return go("brand.show")


@pages.post("/logo/down")
@member("organisation.edit")
def take_down() -> Answer:
    with transaction():
        before = actions.take_logo_down(by=acting())
    if before:
        _blobs().drop(before)
    flash("The logo is down. The organisation’s name stands in its place.")
    return go("brand.show")


@pages.get("/style.css")
@member(None)
def style() -> Answer:
    """The tokens of the organisation's colour, or of one that is tried on its page."""
    if tried := colours.parse(request.args.get("accent", "")):
        return Response(colours.stylesheet(tried), mimetype="text/css")
    brand = queries.brand()
    if brand is None or brand.accent is None:
        raise NotFound("Brand")
    return kept(Response(colours.stylesheet(brand.accent), mimetype="text/css"), brand)


@pages.get("/logo.png")
@member(None)
def picture() -> Answer:
    brand = queries.brand()
    if brand is None or brand.logo_key is None:
        raise NotFound("Brand")
    return kept(Response(_blobs().get(brand.logo_key), mimetype="image/png"), brand)


def kept(response: Response, brand: Brand) -> Answer:
    """The browser may keep it for good where its address names this very version."""
    if request.args.get("v") == brand.version:
        response.headers["Cache-Control"] = FOR_GOOD
    response.set_etag(brand.version)
    return response.make_conditional(request)


def look() -> dict[str, Any]:
    """What the pages' frame shows: `name`, and `style` and `logo` as addresses, or none."""
    if "organisation" not in g or current_or_none() is None:
        return {}
    if "look" not in g:
        g.look = {"name": g.organisation.name, **_addresses(queries.brand())}
    return g.look  # type: ignore[no-any-return]


def _addresses(brand: Brand | None) -> dict[str, Any]:
    if brand is None:
        return {}
    at = {"slug": g.organisation.slug, "v": brand.version}
    return {
        "style": url_for("brand.style", **at) if brand.accent else None,
        "logo": url_for("brand.picture", **at) if brand.logo_key else None,
        "width": brand.logo_width,
        "height": brand.logo_height,
    }


def _hang(data: bytes) -> None:
    drawn = logos.read(data)
    key = f"brands/{current()}/{hashlib.sha256(drawn.png).hexdigest()[:16]}.png"
    _blobs().put(key, drawn.png)
    with transaction():
        before = actions.hang_logo(drawn, key=key, by=acting())
    if before:
        _blobs().drop(before)


def _blobs() -> Blobs:
    blobs: Blobs = current_app.extensions["assay"].blobs
    return blobs


def _shown(tried: str | None = None) -> dict[str, Any]:
    """The page's forms, and what becomes of the colour in light and in dark."""
    brand = queries.brand()
    chosen = tried or (brand.accent if brand else None) or colours.ASSAYS_OWN
    return {
        "brand": brand,
        "tried": tried,
        "chosen": chosen,
        "form": ColourForm(formdata=None, accent=chosen),
        "logo_form": LogoForm(formdata=None),
        "used": [
            (name, theme.paper, colours.palette(chosen, theme), colours.contrast)
            for name, theme in (("light", colours.LIGHT), ("dark", colours.DARK))
        ],
        "tried_style": url_for("brand.style", slug=g.organisation.slug, accent=tried or ""),
    }
