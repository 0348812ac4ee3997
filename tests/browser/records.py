"""The audit, and a public link: its limits, and the pages behind it for whoever has it."""

from tests.browser.scene import Scene


def _make_the_link(page):
    if page.get_by_role("button", name="Make the link").count():
        page.get_by_label("Places").fill("40")
        page.get_by_role("button", name="Make the link").click()
    page.locator("#link").wait_for()


def _limits_that_cannot_be(page):
    page.get_by_label("Places").fill("0")
    page.get_by_role("button", name="Make the link").or_(
        page.get_by_role("button", name="Keep the limits")
    ).first.click()
    page.get_by_role("alert").wait_for()


def _behind_the_link(page):
    _make_the_link(page)
    page.goto(page.locator("#link").input_value())
    page.get_by_role("heading", level=1).wait_for()


def _ask_without_a_name(page):
    _behind_the_link(page)
    page.locator("main form button[type=submit]").click()
    page.locator("main [aria-invalid=true]").first.wait_for()


def _ask(page):
    _behind_the_link(page)
    page.get_by_label("Your name").fill("Noor van der Berg")
    page.get_by_label("Your e-mail address").fill("noor@x.example")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/sent")


def _open_all(page):
    for summary in page.locator("main details > summary").all():
        summary.click()


RECORDS = (
    Scene("audit", "owner", "{home}/audit", _open_all),
    Scene("audit-none-fit", "owner", "{home}/audit?verb=no.such"),
    Scene("audit-until", "owner", "{home}/audit?since=2026-13-45"),
    Scene("sign-up-refused", "recruiter", "{main}/sign-up", _limits_that_cannot_be),
    Scene("sign-up", "recruiter", "{main}/sign-up", _make_the_link),
    Scene("join", "recruiter", "{main}/sign-up", _behind_the_link),
    Scene("join-refused", "recruiter", "{main}/sign-up", _ask_without_a_name),
    Scene("joined", "recruiter", "{main}/sign-up", _ask),
)
