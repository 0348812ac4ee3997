"""Real browsers before an installation that breaks: what was typed is in the database once."""

import pytest
from playwright.sync_api import Error, expect

from tests.faults.site import until

MINUTES = 5
STEP = 15_000


def pass_minutes(typist, minutes=MINUTES):
    """The page lives through them; its requests fail or succeed as they are asked."""
    for _ in range(minutes * 60_000 // STEP):
        typist.page.clock.run_for(STEP)


def test_five_minutes_without_a_line_in_mid_answer(typist):
    typist.page.clock.install()
    typist.page.goto(typist.page.url.replace("/room/1", "/room/4"))
    asked = []
    typist.page.on(
        "request", lambda request: "/answers/" in request.url and asked.append(request.method)
    )
    typist.write("as far as ")
    typist.context.set_offline(True)
    typist.write("the tunnel").says("Offline since")
    asked.clear()
    pass_minutes(typist)
    assert 5 <= asked.count("PUT") <= 20, "tried now and then, not without a pause"
    assert typist.left <= 3600 - MINUTES * 60
    typist.write(" and out of it").says("Offline since")
    typist.context.set_offline(False)
    typist.saved()
    assert typist.left > 3600 - MINUTES * 60, "the server knows how much has passed"


def test_a_reload_without_a_line_and_another_when_it_is_back(typist):
    other = typist.at(4)
    typist.context.set_offline(True)
    typist.choose("c").says("Offline since")
    other.write("in a second tab").says("Offline since")
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        other.page.reload()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        typist.page.reload()
    typist.page.close()  # a browser's own page of an error loads anew once there is a line
    typist.context.set_offline(False)
    other.page.goto(f"{other.site.stack.base_url}/sit/room/4")
    other.saved()
    expect(other.page.get_by_label("Your answer")).to_have_value("in a second tab")


def test_a_reload_in_mid_typing_loses_no_sign(typist):
    tab = typist.at(4)
    for words in ("first ", "second ", "third"):
        tab.write(words)
        tab.page.reload()
        expect(tab.page.get_by_label("Your answer")).to_have_value(typist.typed.counted[4]["text"])
    tab.saved()


def test_the_web_process_is_killed_in_mid_save(site, typist):
    with site.held("answers") as somebody_saves:
        typist.choose("b")
        until(somebody_saves, "the save waits")
        site.stack.kill("web")
    typist.says("Offline since")
    typist.choose("c")
    site.stack.revive("web")
    typist.saved()


def test_postgres_is_restarted_in_mid_save(site, typist):
    with site.held("answers") as somebody_saves:
        typist.choose("b")
        until(somebody_saves, "the save waits")
        site.stack.crash_database()
    typist.says("Offline since")
    typist.choose("a")
    site.stack.revive_database()
    typist.saved()
    assert site.stack.tend() == []
