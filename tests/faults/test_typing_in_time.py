"""Wrong clocks, time that runs out, another browser: what was typed counts once, or is late."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.faults.site import until


@pytest.mark.parametrize("hours", [2, -2])
def test_a_machine_whose_clock_is_changed_gains_and_loses_nothing(site, sat, typist, hours):
    before = site.end_of(sat)
    typist.page.clock.install()
    typist.page.reload()
    shown = typist.left
    typist.page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=hours))
    typist.choose("b").saved()
    assert 0 <= shown - typist.left < 120
    assert site.end_of(sat) == before
    (saved_at,) = site.ask(
        "select saved_at from answers where organisation_id = :o", o=sat.organisation_id
    )[0]
    assert abs(datetime.now(UTC) - saved_at) < timedelta(minutes=2), "the server's time"


def test_a_clock_that_is_set_back_gives_no_time(site, sat, typist, typed):
    typist.page.clock.install()
    typist.page.reload()
    typist.context.set_offline(True)
    typist.page.clock.set_system_time(datetime.now(UTC) - timedelta(hours=2))
    site.ends_in(sat, seconds=-60)
    typist.choose("b")
    typist.context.set_offline(False)
    typist.is_done()
    typed.is_late(1)


def test_time_runs_out_without_a_line_and_the_line_is_back_within_the_grace(site, sat, typist):
    typist.context.set_offline(True)
    typist.choose("b").says("Offline since")
    site.ends_in(sat, seconds=-5)
    typist.context.set_offline(False)
    typist.page.wait_for_url("**/done")
    assert site.ask(
        "select in_grace from answers where organisation_id = :o", o=sat.organisation_id
    ) == [(True,)]


def test_time_runs_out_without_a_line_and_what_comes_later_is_kept_as_late(
    site, sat, typist, typed
):
    typist.choose("a").saved()
    other = typist.at(4)
    typist.context.set_offline(True)
    other.write("typed in time").says("Offline since")
    other.page.goto("about:blank")  # closed as it is, its line would be back as it goes
    other.page.close()
    third = typist.page
    third.locator('input[name=choice][value="c"]').check()
    typed.late[1] = {"choice": "c"}
    typist.says("Offline since")
    site.ends_in(sat, seconds=-60)
    typist.context.set_offline(False)
    typist.is_done()
    typed.is_late(4)
    until(lambda: len(late(site, sat)) == 2, "both have come")


def test_the_page_is_not_left_before_what_was_typed_has_come(site, sat, typist, typed):
    """The time is up and the page hears of it, but its answer gets through only later."""
    answers = "**/sit/answers/*"
    typist.context.route(answers, lambda route: route.abort())
    typist.choose("b").says("Offline since")
    with typist.page.expect_response(lambda reply: reply.url.endswith("/sit/clock")):
        site.ends_in(sat, seconds=-60)
    typist.says("Offline since")
    typist.context.unroute(answers)
    typist.is_done()
    typed.is_late(1)


def late(site, sat):
    query = "select position from answer_history where organisation_id = :o and late"
    return site.ask(query, o=sat.organisation_id)


def test_a_cookie_is_lost_and_the_mails_link_leads_back_to_the_same_sitting(site, sat, typist):
    typist.choose("a").saved()
    typist.context.clear_cookies()
    typist.choose("b").notices("Open the link in your mail again")
    typist.go_on().saved()
    expect(typist.page.locator("input[value=b]")).to_be_checked()
    assert len(sittings(site, sat)) == 1


def test_the_sitting_goes_on_at_another_device_and_back(site, sat, typist, device):
    typist.choose("b").saved()
    typist.context.set_offline(True)
    typist.choose("c").says("Offline since")
    phone = device().go_on()
    expect(phone.page.locator("input[value=b]")).to_be_checked()
    phone.at(4).write("from the train").saved()
    typist.context.set_offline(False)
    typist.notices("goes on in another browser")
    typist.go_on().saved()
    expect(typist.page.locator("input[value=c]")).to_be_checked()
    assert len(sittings(site, sat)) == 1


def sittings(site, sat):
    query = "select id from sittings where organisation_id = :o"
    return site.ask(query, o=sat.organisation_id)


def test_the_older_device_offers_to_take_over_without_the_mail(site, sat, typist, device):
    typist.context.set_offline(True)
    typist.choose("b").says("Offline since")
    phone = device().go_on()
    phone.at(4).write("from the train").saved()
    typist.context.set_offline(False)
    typist.notices("goes on in another browser")
    typist.enter("Go on here").saved()
    expect(typist.page.locator("input[value=b]")).to_be_checked()
    assert len(sittings(site, sat)) == 1
    phone.page.reload()
    expect(phone.page.locator("h1")).to_have_text("Your assessment goes on elsewhere")
    phone.enter("Go on here").choose("c").saved()


def test_of_two_tabs_the_older_is_not_current_and_may_still_have_its_way(typist):
    older = typist.at(4)
    newer = typist.at(4)
    newer.write("newer").saved()
    older.page.get_by_label("Your answer").fill("older")
    older.notices("answered in another tab")
    expect(older.page.get_by_label("Your answer")).to_have_value("newer")
    expect(older.page.locator("#notice pre")).to_have_text("older")
    older.page.get_by_role("button", name="Use my answer instead").click()
    older.typed.counted[4] = {"text": "older"}
    older.saved()
    expect(older.page.locator("#notice")).to_be_hidden()
