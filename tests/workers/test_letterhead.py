"""Letters are written on the organisation's own paper: its colour, and its logo inside them."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from assay.core.db import transaction
from assay.tenancy.branding import own_brand
from assay.tenancy.letterhead import LOGO_ID
from assay.tenancy.scope import scope
from tests.populated import Pigeons, populate, printed
from tests.workers.test_mail import PLAIN, parsed
from workers import tasks
from workers.means import Means

PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
def northwind(app):
    return populate(app, "Northwind")


@pytest.fixture
def means(app):
    parts = app.extensions["assay"]
    return Means(
        settings=parts.settings, mailer=Pigeons(), sealer=parts.sealer, blobs=parts.blobs,
        printed=printed,
    )  # fmt: skip


def invited(app, northwind, means):
    """The letter of an invitation, as it is handed to the mailer."""
    with app.app_context(), scope(northwind.organisation_id):
        tasks.send_invitation(means, invitation_id=northwind.invitations["invited"])
    return means.mailer.carried[-1]


def test_a_logo_travels_beside_the_html_under_its_content_id():
    letter = parsed(replace(PLAIN, html=f'<img src="cid:{LOGO_ID}">', logo=PNG))
    text, related = letter.iter_parts()
    html, logo = related.iter_parts()
    kinds = [part.get_content_type() for part in (text, html, logo)]
    assert kinds == ["text/plain", "text/html", "image/png"]
    assert (logo["Content-ID"], logo.get_content()) == (f"<{LOGO_ID}>", PNG)
    assert logo.get_content_disposition() == "inline"


def test_an_invitation_has_the_organisations_colour_and_logo(app, northwind, means):
    letter = invited(app, northwind, means)
    assert letter.logo == b"the logo of Northwind"
    page = BeautifulSoup(letter.html, "html.parser")
    assert page.img["src"] == f"cid:{LOGO_ID}"
    assert page.img["alt"] == "Northwind Robotics"
    assert "background:#7a1f5c;color:#ffffff" in letter.html


def test_without_a_brand_a_letter_is_assays_own_and_carries_no_picture(app, northwind, means):
    with app.app_context(), scope(northwind.organisation_id), transaction():
        brand = own_brand()
        brand.accent = brand.logo_key = None
    letter = invited(app, northwind, means)
    assert letter.logo is None
    assert "<img" not in letter.html
    assert "background:#0f6257" in letter.html


def test_a_logo_that_is_gone_holds_no_letter_back(app, northwind, means, settings):
    for file in settings.blob_folder.glob("brands/*/*.png"):
        file.unlink()
    assert invited(app, northwind, means).logo is None


def test_a_receipt_carries_it_too(app, northwind, means):
    with app.app_context(), scope(northwind.organisation_id):
        tasks.send_receipt(means, sitting_id=northwind.sittings["done"])
    assert means.mailer.carried[-1].logo == b"the logo of Northwind"
