"""Files and lines in a real browser: saved as one types, tried without leaving the page."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from assay.bank import keys
from assay.bank.content import to_json
from assay.core import clock
from assay.core.db import reading, session
from assay.marking.models import CodeRun
from tests.bank.code_items import app as application
from tests.bank.code_items import make_code, runner
from tests.bank.items import made
from tests.browser.test_room import address, context, page, saved  # noqa: F401
from tests.sittings.situation import Situation
from workers import tasks
from workers.means import Means


@pytest.fixture
def room(app, tmp_path):
    room = Situation(app, start_by=clock.now().replace(year=2090))
    room.contents = [
        (one.kind, to_json(one.content), keys.key_to_json(one.key))
        for one in (make_code(tmp_path), made(tmp_path, "exploits", name="b"))
    ]
    with room:
        yield room


def plain_box(page):  # noqa: F811
    """The form's own box of the first file; the editor has its own tests."""
    page.get_by_role("button", name="Use plain text boxes").click()
    box = page.locator("textarea#file-1")
    assert page.locator("label[for='file-1']").inner_text() == "app.py"
    return box


def test_a_file_is_saved_as_one_types_and_is_there_after_a_reload(page, room):  # noqa: F811
    box = plain_box(page)
    box.fill("x = 1\n\ty\n")
    saved(page)
    assert room.answer(1).value == {"files": {"app.py": "x = 1\n\ty\n"}}
    page.reload()
    expect(box).to_have_value("x = 1\n\ty\n")


def test_a_file_put_back_as_it_was_given_is_no_answer(page, room):  # noqa: F811
    box = plain_box(page)
    given = box.input_value()
    box.fill("x = 1")
    saved(page)
    box.fill(given)
    box.blur()
    expect(page.locator("[data-question='1']")).not_to_have_class("mark is-answered")
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url("**/sit/room/2")
    assert room.answer(1).value is None


def test_the_visible_tests_are_run_while_one_goes_on(page, room):  # noqa: F811
    box = plain_box(page)
    box.fill(application("seen"))
    page.get_by_role("button", name="Run the visible tests").click()
    trial = page.locator("#trial")
    expect(trial).to_contain_text("Waiting for its turn")
    box.fill(application("seen") + "# and on")
    saved(page)
    with reading():
        run_id = session.scalars(select(CodeRun.id)).one()
    means = Means(
        settings=room.settings, mailer=None, sealer=None, blobs=None, printed=None,
        trials=runner(room.settings),
    )  # fmt: skip
    tasks.try_code(means, run_id=run_id)
    expect(trial).to_contain_text("1 of 1 passed.", timeout=15_000)
    expect(trial).to_contain_text("Your answer has changed since.")
    expect(box).to_have_value(application("seen") + "# and on")


def test_lines_are_saved_as_they_are_marked(page, room):  # noqa: F811
    page.locator("[data-question='2']").click()
    page.wait_for_url("**/sit/room/2")
    page.locator("#line-10").check()
    page.locator("#line-6").check()
    saved(page)
    assert room.answer(2).value == {"lines": ["6", "10"]}
