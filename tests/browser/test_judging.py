"""A judge rates by figures in a browser; and without the script by the form alone."""

import pytest
from playwright.sync_api import expect

from assay.assessments import panels
from assay.core.db import reading
from tests.browser.test_keyboard import tab_to
from tests.browser.test_room import address, context  # noqa: F401
from tests.visitor import PASSWORD
from tests.web.test_judging import exam, inside, opened, question  # noqa: F401


def at_the_first(page, address, exam):  # noqa: F811
    page.goto(f"{address}/o/account/login")
    page.get_by_label("E-mail").fill(exam.people["marker"])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/o/**")
    page.goto(address + question(exam))


@pytest.fixture
def page(context, address, exam):  # noqa: F811
    """At the first of four questions, with the focus on the scale."""
    opened(exam)
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    at_the_first(page, address, exam)
    tab_to(page, page.locator("#rating input[name=share]").first)
    yield page
    assert wrong == []


def chosen(page, share):
    expect(page.get_by_role("radio", name=str(share), exact=True)).to_be_focused()
    expect(page.locator("#rating :checked")).to_have_value(str(share))


def said(exam):  # noqa: F811
    """The shares that were kept, in the order of the questions."""
    with inside(exam), reading():
        panel = panels.going(exam.work.assessment_id)
        (mine,) = panels.ratings(panel).values() or ({},)
        return [mine.get(one) for one in exam.work.item_version_ids]


@pytest.mark.parametrize(
    ("figures", "share"), [("6", 60), ("65", 65), ("0", 0), ("05", 5), ("100", 100), ("6570", 70)]
)
def test_figures_choose_a_share(page, figures, share):
    page.keyboard.type(figures)
    chosen(page, share)


@pytest.mark.parametrize(("figures", "share"), [("73", 70), ("101", 10), ("733", 30)])
def test_a_figure_that_makes_no_step_changes_nothing_and_the_next_begins_anew(page, figures, share):
    page.keyboard.type(figures)
    chosen(page, share)


def test_enter_keeps_it_and_goes_on_to_the_next(page, exam):  # noqa: F811
    page.keyboard.type("65")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{question(exam, 1)}")
    tab_to(page, page.locator("#rating input[name=share]").first)
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{question(exam, 2)}")
    assert said(exam) == [65, 50, None, None]


def test_other_keys_and_figures_elsewhere_choose_nothing(page):
    page.keyboard.type("x-")
    page.keyboard.press("Control+6")
    tab_to(page, page.get_by_role("button", name="Keep, and the next"))
    page.keyboard.type("6")
    expect(page.locator("#rating :checked")).to_have_count(0)


def test_without_the_script_it_is_rated_all_the_same(chromium, address, exam):  # noqa: F811
    opened(exam)
    context = chromium.new_context(java_script_enabled=False)  # noqa: F811
    page = context.new_page()
    at_the_first(page, address, exam)
    page.get_by_role("radio", name="35", exact=True).check()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{question(exam, 1)}")
    context.close()
    assert said(exam) == [35, None, None, None]
