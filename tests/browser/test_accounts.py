"""Accounts in a real browser: a passkey on a virtual device, the app's code, recovery codes."""

import re
from dataclasses import replace

import pytest
from passlib.totp import TOTP
from playwright.sync_api import expect

from assay.app import create_app
from tests.serving import serving
from tests.visitor import PASSWORD, Visitor
from tools.stack import free_port

ANN = "ann@northwind.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def served(settings_in, tmp_path_factory):
    """(app, address)"""
    port = free_port()
    settings = settings_in(tmp_path_factory.mktemp("accounts"))
    app = create_app(replace(settings, base_url=f"http://localhost:{port}"))
    with serving(app, port):
        yield app, f"http://localhost:{port}"


@pytest.fixture
def page(chromium, served, cleared):
    """Ann's browser, signed in to Northwind; nothing was refused by the page's policy."""
    app, address = served
    Visitor(app).open_organisation("Northwind", ANN)
    context = chromium.new_context(base_url=address, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
    with_password(page)
    page.wait_for_url("**/o/northwind/**")
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def device(page):
    """What would ask for the finger; it says yes."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    told = wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def is_she(yes):
        about = {"authenticatorId": told["authenticatorId"], "isUserVerified": yes}
        wire.send("WebAuthn.setUserVerified", about)

    return is_she


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def with_password(page):
    page.goto("/o/account/login")
    page.get_by_label("E-mail").fill(ANN)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def signs_out(page):
    page.goto("/o/account/")
    press(page, "Sign out")
    page.wait_for_url("**/o/account/login")


def adds_a_passkey(page):
    page.goto("/o/account/passkeys")
    page.get_by_label("Name").fill("Ann’s laptop")
    press(page, "Add a passkey")
    expect(page.get_by_role("rowheader", name="Ann’s laptop")).to_be_visible()


def test_a_passkey_is_added_and_signs_in(page, device):
    adds_a_passkey(page)
    signs_out(page)
    press(page, "Use a passkey")
    page.wait_for_url("**/o/northwind/**")


def test_a_passkey_is_asked_for_after_the_password(page, device):
    adds_a_passkey(page)
    signs_out(page)
    with_password(page)
    page.wait_for_url(re.compile(r"/o/account/passkey\?next="))
    press(page, "Use a passkey")
    page.wait_for_url("**/o/northwind/**")


def test_a_passkey_that_was_refused_can_be_tried_again(page, device):
    adds_a_passkey(page)
    signs_out(page)
    device(False)
    press(page, "Use a passkey")
    expect(page.get_by_role("status")).to_contain_text("was not used")
    device(True)
    press(page, "Try again")
    page.wait_for_url("**/o/northwind/**")


def test_a_device_holds_one_passkey_for_an_account(page, device):
    adds_a_passkey(page)
    page.get_by_label("Name").fill("The same again")
    press(page, "Add a passkey")
    expect(page.get_by_role("status")).to_contain_text("holds a passkey for your account already")


def test_the_app_is_set_up_and_asked_for_and_a_recovery_code_helps_once(page):
    page.goto("/o/account/app")
    press(page, "Set it up")
    expect(page.get_by_alt_text("QR code")).to_be_visible()
    page.get_by_text("It can’t be scanned?").click()
    app = TOTP(key=page.locator("details code").text_content())
    page.get_by_label("Code").fill(app.generate().token)
    press(page, "Finish")
    page.get_by_role("link", name="Make some now").click()
    press(page, "Make new codes")
    code = page.locator("li code").first.text_content()
    for words in (None, "used already"):
        signs_out(page)
        with_password(page)
        page.get_by_role("link", name="Use a recovery code").click()
        page.get_by_label("Recovery code").fill(code)
        press(page, "Sign in")
        if words is None:
            page.wait_for_url("**/o/northwind/**")
    expect(page.get_by_role("alert")).to_contain_text("used already")
