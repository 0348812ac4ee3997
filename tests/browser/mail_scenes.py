"""Letters and mail: their pages, empty, refused, with a long way to read, and what came back."""

from tests.browser.scene import Scene


def _open_details(page):
    for summary in page.locator("main details > summary").all():
        summary.click()


def _preview_from_the_right(page):
    page.get_by_label("Try it on").select_option("right_to_left")
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("ليلى").first.wait_for()


def _wrong_letter(page):
    page.get_by_label("Subject").fill("{salary} and {link}")
    page.get_by_label("Letter").fill("Hello {name}")
    page.get_by_role("button", name="Keep this text").click()


MAIL = (
    Scene("letters", "owner", "{home}/letters"),
    Scene("letter", "owner", "{home}/letters/invitation/en", _open_details),
    Scene("letter-preview", "owner", "{home}/letters/reminder/de", _preview_from_the_right),
    Scene("letter-refused", "owner", "{home}/letters/invitation/es", _wrong_letter),
    Scene("mail", "recruiter", "{home}/mail"),
    Scene("mail-none-fit", "recruiter", "{home}/mail?state=late"),
    Scene("mail-empty", "sigrid", "{empty}/mail"),
    Scene("invitation-undeliverable", "recruiter", "{invitation:tom}"),
)
