"""An organisation's colour and logo: taken, tried, shown to members and candidates, refused."""

import io

import pytest
from PIL import Image

from assay.accounts import actions, logos
from assay.core import clock
from assay.core.db import transaction
from tests.sittings.situation import AT, Situation
from tests.testroom.chair import Chair
from tests.visitor import Visitor

BRAND = "/o/northwind/brand"


@pytest.fixture
def ann(app):
    """The owner of Northwind."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


def picture(form="PNG", size=(240, 80)):
    file = io.BytesIO()
    Image.new("RGB", size, "#7a1f5c").save(file, form)
    file.seek(0)
    return file, f"logo.{form.lower()}"


def style_of(page):
    """The address of the organisation's own style sheet on this page, or None."""
    found = page.soup.select_one('link[rel=stylesheet][href*="style.css"]')
    return found and str(found["href"])


def take(visitor, colour, **more):
    return visitor.fill(BRAND, to=f"{BRAND}/colour", accent=colour, **more)


def hang(visitor, file):
    return visitor.fill(BRAND, to=f"{BRAND}/logo", logo=file)


def test_a_page_of_an_organisation_that_has_chosen_nothing_is_assays_own(ann):
    assert style_of(ann.get(BRAND)) is None


def test_the_colour_is_shown_on_every_page_and_may_be_kept_for_good(ann):
    assert take(ann, "#7A1F5C").status == 303
    style = ann.get(style_of(ann.get("/o/northwind/members")))
    assert "--accent: #7a1f5c" in style.response.text
    assert "immutable" in style.response.headers["Cache-Control"]
    assert style.response.headers["Content-Type"].startswith("text/css")


def test_a_browser_that_has_it_is_told_so(ann):
    take(ann, "#7a1f5c")
    at = style_of(ann.get(BRAND))
    tag = ann.get(at).response.headers["ETag"]
    again = ann.client.get(at, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_another_colour_has_another_address(ann):
    take(ann, "#7a1f5c")
    first = style_of(ann.get(BRAND))
    take(ann, "#1d4ed8")
    assert style_of(ann.get(BRAND)) != first
    assert "immutable" not in ann.get(first).response.headers["Cache-Control"]


def test_a_colour_that_cannot_be_read_is_taken_and_shown_darker(ann):
    take(ann, "#ffe600")
    assert "--accent: #756a00" in ann.get(style_of(ann.get(BRAND))).response.text
    assert "darkened until it can be read" in ann.get(BRAND).words()


def test_a_colour_is_tried_without_being_taken(ann):
    tried = ann.then(take(ann, "#1d4ed8", do="try"))
    assert "--accent: #1d4ed8" in ann.get(style_of(tried)).response.text
    assert style_of(ann.get(BRAND)) is None


def test_one_goes_back_to_assays_own(ann):
    take(ann, "#7a1f5c")
    take(ann, "#7a1f5c", do="reset")
    assert style_of(ann.get(BRAND)) is None


@pytest.mark.parametrize("colour", ["red", "#12", "", "#fff;} body {display: none"])
def test_what_is_no_colour_is_refused_beside_the_field(ann, colour):
    page = take(ann, colour)
    assert page.status == 422
    assert "such as #7a1f5c" in page.soup.select_one("#accent-error").get_text()
    assert style_of(ann.get(BRAND)) is None


def test_a_logo_takes_the_marks_place(ann):
    assert hang(ann, picture("JPEG")).status == 303
    logo = ann.get("/o/northwind/members").soup.select_one(".brand img")
    assert (logo["alt"], logo["width"], logo["height"]) == ("Northwind", "120", "40")
    shown = ann.client.get(str(logo["src"]))
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.data.startswith(b"\x89PNG")


def test_what_is_no_picture_is_refused_and_the_logo_stays(ann):
    hang(ann, picture())
    before = str(ann.get(BRAND).soup.select_one(".brand img")["src"])
    page = hang(ann, (io.BytesIO(b"<svg onload='alert(1)'/>"), "logo.svg"))
    assert page.status == 422
    assert "SVG can hold scripts" in page.soup.select_one("#logo-error").get_text()
    assert str(ann.get(BRAND).soup.select_one(".brand img")["src"]) == before


def test_a_logo_is_taken_down_and_its_bytes_are_dropped(ann, settings):
    hang(ann, picture())
    hang(ann, picture(size=(300, 80)))
    assert len(list(settings.blob_folder.glob("brands/*/*.png"))) == 1
    ann.fill(BRAND, to=f"{BRAND}/logo/down")
    assert ann.get(BRAND).soup.select_one(".brand img") is None
    assert list(settings.blob_folder.glob("brands/*/*.png")) == []


def test_another_organisation_sees_neither(app, ann):
    take(ann, "#7a1f5c")
    hang(ann, picture())
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    assert style_of(sigrid.get("/o/bluefjord/members")) is None
    for path in (BRAND, f"{BRAND}/style.css", f"{BRAND}/logo.png"):
        assert sigrid.get(path).status == 404


def test_a_candidate_sees_the_colour_and_the_logo_before_and_inside_the_room(app):
    with Situation(app) as room, clock.frozen(AT):
        with transaction():
            actions.choose_colour("#7a1f5c", by=room.member)
            drawn = logos.read(picture()[0].read())
            app.extensions["assay"].blobs.put("brands/x.png", drawn.png)
            actions.hang_logo(drawn, key="brands/x.png", by=room.member)
        chair = Chair(room)
        landing = chair.get(room.link)
        assert landing.soup.select_one(".brand img")["alt"] == "Northwind Robotics"
        inside = chair.press(landing, "/start", agree="yes")
        for page in (landing, inside):
            assert "--accent: #7a1f5c" in chair.get(style_of(page)).response.text
