"""A paper that is tried: one's answers stay in the tab while one moves about, and nowhere else."""

from playwright.sync_api import expect

from tests.browser.scene import Scene

PAPER = Scene("preview-sit", "recruiter", "{practice}/preview/questions/1?version=1")


def answered(page):
    return page.locator(".mark.is-answered")


def test_answers_stay_in_the_tab_until_it_is_handed_in(visit):
    with visit.page(PAPER) as page:
        page.locator(".opt input").first.check()
        expect(answered(page)).to_have_count(1)
        page.get_by_role("button", name="Flag for review").click()
        page.get_by_role("button", name="Next").last.click()
        page.wait_for_url("**/questions/2?version=1")
        page.get_by_role("button", name="Question 1, answered, flagged").click()
        page.wait_for_url("**/questions/1?version=1")
        expect(page.locator(".opt input").first).to_be_checked()
        page.get_by_role("button", name="Review and hand in").click()
        expect(page.get_by_text("1 of 9 answered.")).to_be_visible()
        page.get_by_role("link", name="Hand in").click()
        page.get_by_role("link", name="Begin again").click()
        expect(page.locator(".mark")).to_have_count(9)
        expect(answered(page)).to_have_count(0)
        assert page.complaints == []


def test_another_tab_knows_nothing_of_them(visit):
    with visit.page(PAPER) as page:
        page.locator(".opt input").first.check()
        expect(answered(page)).to_have_count(1)
    with visit.page(PAPER) as page:
        expect(page.locator(".mark")).to_have_count(9)
        expect(answered(page)).to_have_count(0)


def test_without_scripts_one_moves_about_all_the_same(visit):
    with visit.page(PAPER, java_script_enabled=False) as page:
        page.locator(".opt input").first.check()
        page.get_by_role("button", name="Next").last.click()
        page.wait_for_url("**/questions/2?version=1")
        expect(page.get_by_text("Preview: nothing is kept.")).to_be_visible()
