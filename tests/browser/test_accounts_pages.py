"""The pages of accounts, members and the audit: nothing for axe to find, nothing cut off."""

from tests.browser.test_accounts import page, press, served  # noqa: F401
from tests.browser.test_axe import AXE, NARROWEST, ONLY_COLOURS, OVERHANGING, RULES, RUN

PAGES = (
    "/o/",
    "/o/account/",
    "/o/account/app",
    "/o/account/passkeys",
    "/o/account/recovery-codes",
    "/o/account/email",
    "/o/account/verify",
    "/o/account/sessions",
    "/o/account/confirm",
    "/o/northwind/members",
    "/o/northwind/organisation",
    "/o/northwind/leave",
    "/o/northwind/audit",
)


def faults(page):  # noqa: F811
    """What axe finds by day and by night, and what hangs over the edge of a narrow screen."""
    page.evaluate(AXE)
    found = page.evaluate(RUN, RULES)
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(RUN, ONLY_COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    found += page.evaluate(OVERHANGING)
    page.set_viewport_size({"width": 1280, "height": 720})
    return found


def test_every_page_can_be_read_by_everybody(page):  # noqa: F811
    page.goto("/o/northwind/members")
    page.get_by_label("Name").fill("Bea")
    page.get_by_label("E-mail").fill("bea@x.example")
    press(page, "Add the member")
    page.get_by_role("button", name="Ask no more").wait_for()
    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = faults(page)
    page.goto("/o/account/app")
    press(page, "Set it up")
    found["set-up"] = faults(page)
    assert {path: what for path, what in found.items() if what} == {}
