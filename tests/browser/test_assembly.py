"""Rules are added and moved without loading the page again, and without scripts by loading it."""

import pytest
from playwright.sync_api import expect

from tests.browser.scene import Scene

BARE = Scene("assembly-bare", "recruiter", "{bare}/edit")
ASSEMBLY = Scene("assembly", "recruiter", "{draft}/edit")


@pytest.fixture
def page(visit):
    """An empty assembly; what loads the page again forgets window.stayed."""
    with visit.page(BARE) as page:
        page.evaluate("window.stayed = true")
        yield page
        assert page.complaints == []


def rules(page):
    return page.locator(".rule-list > .rule")


def add_pool(page):
    before = rules(page).count()
    page.get_by_role("button", name="Add a pool").click()
    expect(rules(page)).to_have_count(before + 1)
    expect(rules(page).nth(before).locator(":focus")).to_have_count(1)


def has_stayed(page):
    return page.evaluate("window.stayed === true")


def remove_all(page):
    while count := rules(page).count():
        page.get_by_role("button", name="Remove rule").first.press("Enter")
        expect(rules(page)).to_have_count(count - 1)


def test_a_rule_is_added_saved_and_reached_without_loading_the_page(page):
    add_pool(page)
    assert has_stayed(page)
    expect(page.locator("#rule-0-0 :focus")).to_have_count(1)
    expect(page.locator("#assembly-said")).to_have_text("Added.")
    expect(page.get_by_role("complementary", name="Outlook")).to_contain_text("1")
    page.reload()
    expect(rules(page)).to_have_count(1)
    remove_all(page)


def test_a_rule_that_moves_keeps_the_button_under_the_finger(page):
    for _ in range(3):
        add_pool(page)
    page.locator("#sections-0-rules-0-count").fill("2")
    page.locator("#rule-0-0").get_by_role("button", name="Move rule down").press("Enter")
    expect(page.locator("#sections-0-rules-1-count")).to_have_value("2")
    expect(page.locator(":focus")).to_have_attribute("value", "down:0:1")
    assert has_stayed(page)
    page.keyboard.press("Enter")
    expect(page.locator("#sections-0-rules-2-count")).to_have_value("2")
    expect(page.locator("#assembly-said")).to_have_text("Moved down.")
    remove_all(page)


def test_what_cant_be_saved_yet_is_said_and_stays_as_it_was_typed(page):
    page.locator("#minutes").fill("0")
    add_pool(page)
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    expect(page.locator("#minutes")).to_have_value("0")
    page.reload()
    expect(rules(page)).to_have_count(0)


def test_an_older_page_goes_its_plain_way_and_is_told(page):
    page.locator("form.columns [name=csrf_token]").evaluate("(one) => { one.value = 'old' }")
    page.get_by_role("button", name="Add a pool").click()
    expect(page.locator("h1")).to_have_text("This page was out of date")


def test_without_scripts_each_button_loads_the_page(visit):
    with visit.page(ASSEMBLY, java_script_enabled=False) as page:
        before = rules(page).count()
        page.get_by_role("button", name="Add a pool").first.click()
        expect(rules(page)).to_have_count(before + 1)
        page.locator("#rule-0-5").get_by_role("button", name="Remove rule").click()
        expect(rules(page)).to_have_count(before)


def test_questions_are_picked_in_a_panel_beside_the_form(page):
    page.get_by_role("button", name="Choose questions").first.click()
    row = page.locator("#panel-body [data-item]").first
    item, title = row.get_attribute("data-item"), row.locator("bdi").first.inner_text()
    row.get_by_role("button").click()
    expect(rules(page)).to_have_count(1)
    expect(page.locator("#panel-said")).to_contain_text(title)
    expect(page.locator(f'#panel-body [data-item="{item}"]')).to_have_count(0)
    expect(page.locator("#panel-body :focus")).to_have_count(1)
    assert has_stayed(page)
    page.keyboard.press("Escape")
    expect(page.locator("#picker-panel")).to_be_hidden()
    expect(page.locator("[data-pick]:focus")).to_have_count(1)
    page.reload()
    expect(page.locator("#sections-0-rules-0-item")).to_have_value(item)
    remove_all(page)


def test_the_panel_looks_through_the_questions_without_loading_the_page(page):
    page.get_by_role("button", name="Choose questions").first.click()
    page.locator("#panel-body [data-item]").first.wait_for()
    page.locator("#pick-kind").select_option("single")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#panel-body tbody [data-label=Kind]").first).to_have_text("One choice")
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("link", name="First page")).to_be_visible()
    assert has_stayed(page)


def test_a_rule_is_dragged_by_its_grip(page):
    add_pool(page)
    add_pool(page)
    page.locator("#sections-0-rules-0-count").fill("2")
    rules(page).nth(1).scroll_into_view_if_needed()
    grip, last = page.locator(".rule .grip").first.bounding_box(), rules(page).nth(1).bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, last["y"] + last["height"] - 2, steps=5)
    page.mouse.up()
    expect(page.locator("#sections-0-rules-1-count")).to_have_value("2")
    expect(page.locator("#assembly-said")).to_have_text("Moved.")
    assert has_stayed(page)
    remove_all(page)


def test_the_arrow_keys_move_a_rule_from_its_buttons(page):
    add_pool(page)
    add_pool(page)
    page.locator("#sections-0-rules-0-count").fill("2")
    page.locator("#rule-0-0").get_by_role("button", name="Remove rule").press("ArrowDown")
    expect(page.locator("#sections-0-rules-1-count")).to_have_value("2")
    expect(page.locator("#rule-0-1 :focus")).to_have_count(1)
    remove_all(page)
