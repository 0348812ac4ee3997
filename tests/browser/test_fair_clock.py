"""More time arrives within seconds, and what is noticed is what the notice told of."""

import time

from playwright.sync_api import expect
from sqlalchemy import update

from assay.accounts.settling import settle_policy
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.sittings import extending, noted, queries
from assay.sittings.models import Beat, HealthBeat
from assay.tenancy.policies import Policy
from tests.browser.test_room import address, context, page, room  # noqa: F401

EXTENDED = "Your time was extended by 10 minutes."
SOON = 5000
"""Milliseconds, in which more time must be known of."""


def heard(room):  # noqa: F811
    """Wait for the page's first sign of life."""
    for _ in range(100):
        with reading():
            if session.query(Beat).filter_by(sitting_id=room.sitting_id).count():
                return
        time.sleep(0.05)
    raise AssertionError("no sign of life")


def notes(room):  # noqa: F811
    with reading():
        return [(one.kind, one.position, one.size) for one in noted.noted(room.sitting_id).notes]


def until(page, told, what):  # noqa: F811
    """Wait until the function's answer is this, or holds it."""
    for _ in range(150):
        if what in told():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{what} is not in {told()}")


def test_more_time_is_told_within_five_seconds_aloud_and_on_the_page(page, room):  # noqa: F811
    heard(room)
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=room.member, at=clock.now())
    expect(page.locator("#extended")).to_have_text(EXTENDED, timeout=SOON)
    expect(page.locator("#said")).to_have_text(EXTENDED)
    expect(page.locator("#clock")).to_contain_text("1:09:")


def test_what_was_told_is_not_told_again_on_the_next_page(page, room):  # noqa: F811
    heard(room)
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=room.member, at=clock.now())
    expect(page.locator("#extended")).to_have_text(EXTENDED, timeout=SOON)
    with page.expect_response("**/sit/beat"):
        page.goto(page.url.replace("/room/1", "/room/2"))
    page.wait_for_timeout(300)
    expect(page.locator("#extended")).to_be_hidden()


def test_more_time_between_two_pages_is_told_on_the_second(page, room):  # noqa: F811
    heard(room)
    page.wait_for_timeout(300)
    page.goto("about:blank")
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=room.member, at=clock.now())
    page.go_back()
    expect(page.locator("#extended")).to_have_text(EXTENDED, timeout=SOON)


def test_after_an_outage_of_ours_the_page_says_what_was_given_back(page, room):  # noqa: F811
    """As if the web had been away for the last four minutes."""
    heard(room)
    four = clock.now().timestamp() - 240
    with transaction():
        since = clock.now().fromtimestamp(four, clock.now().tzinfo)
        session.execute(update(Beat).values(seen_at=since))
        sitting = queries.by_id(room.sitting_id)
        sitting.started_at = since
        sitting.limit_seconds += 240
        session.add(HealthBeat(name="web", seen_at=since))
    expect(page.locator("#extended")).to_contain_text("because our server was away", timeout=SOON)


def test_a_paste_is_noted_with_its_length_and_not_its_words(page, context, room):  # noqa: F811
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(page.url.replace("/room/1", "/room/4"))
    page.wait_for_timeout(1500)
    page.evaluate("navigator.clipboard.writeText('my own words')")
    page.get_by_label("Your answer").focus()
    page.keyboard.press("ControlOrMeta+v")
    until(page, lambda: notes(room), ("paste", 4, 12))


def test_going_from_question_to_question_is_not_leaving(page, room):  # noqa: F811
    heard(room)
    for _ in range(3):
        page.get_by_role("button", name="Next").last.click()
        page.wait_for_timeout(600)
    page.wait_for_timeout(5000)
    assert not [kind for kind, *_ in notes(room) if kind in ("left", "back")]


def test_being_offline_is_noted_when_the_line_is_back(page, context, room):  # noqa: F811
    heard(room)
    page.wait_for_timeout(500)
    context.set_offline(True)
    page.wait_for_timeout(500)
    context.set_offline(False)
    until(page, lambda: [kind for kind, *_ in notes(room)], "online")
    assert "offline" in [kind for kind, *_ in notes(room)]


def test_the_page_watches_nothing_that_the_policy_does_not_name(context, address, room):  # noqa: F811
    with transaction():
        settle_policy(Policy(records=()), by=room.member, at=clock.now())
    page = context.new_page()  # noqa: F811
    page.goto(address + room.link)
    page.get_by_label("I have read what happens with my answers").check()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/sit/room/1")
    room.find_sitting()
    page.wait_for_timeout(1500)
    page.evaluate("""() => {
        window.dispatchEvent(new Event('offline'));
        const data = new DataTransfer();
        data.setData('text', 'words');
        const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
        document.getElementById('answer').dispatchEvent(paste);
    }""")
    with page.expect_request("**/sit/beat") as sent:
        pass
    assert sent.value.post_data_json["events"] == []
