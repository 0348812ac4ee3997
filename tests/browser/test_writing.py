"""A question is looked at while it is typed, and its rows move without loading the page again."""

import pytest
from playwright.sync_api import expect

from tests.serving import serving
from tests.visitor import PASSWORD, Visitor


@pytest.fixture
def page(app, chromium):
    """A question that was just begun."""
    email = "ann@northwind.example"
    Visitor(app).open_organisation("Northwind", email)
    with serving(app) as port:
        context = chromium.new_context(base_url=f"http://localhost:{port}")
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto("/o/account/login")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/o/**")
        page.goto("/o/northwind/library/write")
        page.get_by_label("A text to write").check()
        page.get_by_role("button", name="Begin").click()
        page.wait_for_url("**/write")
        page.evaluate("window.stayed = true")
        yield page
        context.close()


def test_what_is_typed_is_seen_beside_it_and_rows_come_in_place(page):
    page.locator("#stem").fill("Say **why** it is so.")
    expect(page.locator("#beside strong")).to_have_text("why")
    page.locator("#criteria-0-says").fill("The cause is named")
    expect(page.locator("#beside h3").first).to_contain_text("The cause is named")
    page.locator("#criteria-0").get_by_role("button", name="Add a level").click()
    expect(page.locator("#criteria-0-anchors > li")).to_have_count(4)
    expect(page.locator("#criteria-0-anchors-3 :focus")).to_have_count(1)
    page.get_by_role("button", name="Move criterion 1 down").click()
    expect(page.locator("#criteria-1-says")).to_have_value("The cause is named")
    assert page.evaluate("window.stayed === true")
    expect(page.locator("#writing-said")).to_have_text("Moved down.")
    page.locator("#stem").fill("Say how it is done.")
    expect(page.locator("#beside .stem")).to_have_text("Say how it is done.")
