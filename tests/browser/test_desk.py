"""The marker's desk in a browser: three answers by keys alone, with and without their letters."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from assay.core.db import reading, session
from assay.marking.models import HumanMark
from tests.browser.test_axe import AXE, RULES, RUN
from tests.browser.test_keyboard import tab_to
from tests.browser.test_room import address, context  # noqa: F401
from tests.marking.texts import TextExam
from tests.visitor import PASSWORD

TEXTS = ("It is escaped, all of it.", "Nothing is escaped.", "It is\n\nmarkup.")


@pytest.fixture
def exam(app, tmp_path):
    with TextExam(app, tmp_path) as exam:
        for n, said in enumerate(TEXTS):
            exam.lay(said, name=f"Cai {n}")
        exam.mia = exam.account("marker")
        yield exam


@pytest.fixture
def page(context, address, exam):  # noqa: F811
    """At the desk, as one who marks."""
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
    page.goto(f"{address}/o/account/login")
    page.get_by_label("E-mail").fill(exam.mia)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/o/**")
    page.goto(f"{address}/o/{exam.slug}/marking")
    yield page
    assert wrong == []


def marks():
    """The levels that were given, in order."""
    with reading():
        found = session.scalars(select(HumanMark).order_by(HumanMark.marked_at))
        return [(one.levels["danger"], one.levels["remedy"], one.comment) for one in found]


def take(page):
    tab_to(page, page.get_by_role("button", name="Mark the next answer"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/marking/*-*")


def shows(page, text):
    expect(page.locator(".written").first).to_have_text(text)


def test_three_answers_are_marked_by_single_keys(page, exam):
    take(page)
    for text, keys in zip(TEXTS, ("34", "00", "41"), strict=True):
        shows(page, text)
        for key in keys:
            page.keyboard.press(key)
        expect(page.locator("#rubric :focus")).to_have_text("Keep, and the next")
        if keys == "00":
            page.keyboard.press("c")
            page.keyboard.type("n 4 ?")
            page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.wait_for_load_state("load")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert marks() == [(3, 4, ""), (0, 0, "n 4 ?"), (4, 1, "")]


def test_the_same_by_tab_and_arrows_alone(page, exam):
    take(page)
    for n in range(2):
        tab_to(page, page.get_by_role("radio").nth(5 * n))
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Keep, and stop"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/marking")
    assert marks() == [(1, 1, "")]


def test_what_lacks_a_level_is_led_to_and_what_was_chosen_stays(page, exam):
    take(page)
    page.keyboard.press("2")
    page.keyboard.press("n")
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator("#level-danger-2")).to_be_checked()
    page.keyboard.press("3")
    page.keyboard.press("n")
    shows(page, TEXTS[1])
    assert marks() == [(2, 3, "")]


def test_keys_are_listed_and_can_be_switched_off(page, exam):
    take(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Use these keys in this browser").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    expect(page.locator("#rubric :checked")).to_have_count(0)
    page.reload()
    page.keyboard.press("3")
    expect(page.locator("#rubric :checked")).to_have_count(0)


def test_axe_finds_nothing_on_an_answer(page, exam):
    take(page)
    page.evaluate(AXE)
    assert page.evaluate(RUN, RULES) == []
