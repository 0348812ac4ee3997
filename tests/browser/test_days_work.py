"""A marker, a hiring manager and an owner: signed in, their work done, signed out; axe hears it."""

import pytest
from playwright.sync_api import expect

from assay.core.db import reading
from assay.decisions import queries as decided
from tests.browser.test_axe import AXE, RULES, RUN
from tests.browser.test_room import address, context  # noqa: F401
from tests.marking.exam import Exam
from tests.marking.texts import TextExam
from tests.visitor import PASSWORD


@pytest.fixture
def page(context):  # noqa: F811
    """Nothing breaks on it, and its policy refuses nothing."""
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
    yield page
    assert wrong == []


def heard(page):
    """What axe finds on the page as it stands."""
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    assert page.evaluate(RUN, RULES) == [], page.url


def comes_in(page, address, email):  # noqa: F811
    page.goto(f"{address}/o/account/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/o/**")
    heard(page)


def goes(page):
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login**")


def follow(page, words):
    page.get_by_role("link", name=words, exact=True).first.click()
    heard(page)


def press(page, words):
    page.get_by_role("button", name=words, exact=True).first.click()


def test_a_marker_marks_what_waits_and_goes_home(app, tmp_path, page, address):  # noqa: F811
    with TextExam(app, tmp_path) as exam:
        exam.lay("It is escaped, all of it.")
        comes_in(page, address, exam.account("marker"))
        page.goto(f"{address}/o/{exam.slug}/marking")
        heard(page)
        press(page, "Mark the next answer")
        page.wait_for_url("**/marking/*-*")
        heard(page)
        for criterion in page.locator("[data-criterion]").all():
            criterion.locator("input").last.check()
        press(page, "Keep, and stop")
        expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
        heard(page)
        goes(page)


def test_a_hiring_manager_reads_tags_and_decides(app, page, address):  # noqa: F811
    with Exam(app, name="Ann Done") as exam:
        exam.result(right=4)
        exam.invite("Bo Begins")
        comes_in(page, address, exam.account("hiring_manager", shared=True))
        page.get_by_role("link", name=f"Candidates of {exam.title}").first.click()
        heard(page)
        page.get_by_label("Choose Ann Done").check()
        page.get_by_label("What").select_option("tag")
        press(page, "Go on")
        expect(page.locator("h1")).to_have_text("Tag candidates")
        heard(page)
        page.get_by_role("combobox").last.fill("Second round")
        press(page, "Tag: 1")
        expect(page.get_by_role("status").first).to_contain_text("1 candidate is tagged")
        heard(page)
        follow(page, "Back to the candidates")
        page.get_by_label("Tick all on this page").check()
        page.get_by_label("What").select_option("decide")
        press(page, "Go on")
        page.get_by_label("Advance").check()
        page.get_by_label("Reason").fill("Sound on every kind of question.")
        heard(page)
        press(page, "Decide: 1")
        expect(page.get_by_role("status").first).to_contain_text("1 candidate is decided: Advance")
        heard(page)
        goes(page)
        with reading():
            (told,) = decided.history(exam.invitation_id)
        assert told.verdict == "advance"


def test_an_owner_looks_after_the_house(app, page, address):  # noqa: F811
    with Exam(app) as exam:
        comes_in(page, address, exam.account("owner"))
        for words in ("Members", "Organisation", "Brand", "Policies", "Audit", "Work that waits"):
            follow(page, words)
            expect(page.locator("main h1")).to_be_visible()
        goes(page)
