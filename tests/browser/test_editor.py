"""The code editor in a real browser: all that is typed is saved, and Tab holds nobody in it."""

import re

import pytest
from playwright.sync_api import expect

from assay.bank import keys
from assay.bank.content import to_json
from assay.core import clock
from tests.bank.code_items import make_code
from tests.browser.test_room import address, context, page, saved  # noqa: F401
from tests.sittings.situation import Situation

OTHERS = {
    "given/shop.sql": "SELECT name FROM shops WHERE id = 7; -- one\n",
    "given/templates/page.html": "<p class='a'>{% if user %}{{ user.name }}{% endif %}</p>\n",
    "given/nginx.conf": "server { listen 80; # here\n}\n",
    "given/notes.md": "# Heading\n\nSome **strong** words.\n",
    "given/data.json": '{"a": [1, true, "b"]}\n',
    "given/page.js": "const a = 1; // one\n",
}
TWO_FILES = [
    {"name": "app.py", "text": "import zeal\n"},
    {"name": "zeal.py", "text": "x = 1\n", "editable": True},
]
GROUNDS = {"light": "rgb(246, 245, 241)", "dark": "rgb(20, 25, 31)"}
CHOSEN = "[role=tab][aria-selected=true]"


@pytest.fixture
def room(app, tmp_path):
    room = Situation(app, start_by=clock.now().replace(year=2090))
    room.contents = [
        (one.kind, to_json(one.content), keys.key_to_json(one.key))
        for one in (make_code(tmp_path), make_code(tmp_path, name="b", files=OTHERS))
    ]
    kind, content, key = room.contents[0]
    room.contents.append((kind, {**content, "files": TWO_FILES}, key))
    with room:
        yield room


def code(page, name="app.py"):  # noqa: F811
    return page.get_by_role("textbox", name=name)


def button(page, name):  # noqa: F811
    return page.get_by_role("button", name=name, exact=True)


def lines(page):  # noqa: F811
    """The text in the file that is shown, as it is read."""
    return "\n".join(page.locator("[role=tabpanel]:visible .cm-line").all_inner_texts())


def write(page, text):  # noqa: F811
    """In place of all that stands there."""
    code(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def files_of(room):
    return room.answer(1).value["files"]


def test_what_is_typed_is_saved_and_there_after_a_reload(page, room):  # noqa: F811
    code(page).focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("x = 1  # first\n")
    saved(page)
    stands = files_of(room)["app.py"]
    assert stands.startswith("x = 1  # first\n")
    assert stands.endswith(page.locator("#file-1").get_attribute("data-given"))
    page.reload()
    expect(code(page)).to_contain_text("x = 1  # first")
    assert page.locator("#file-1").input_value() == stands


@pytest.mark.parametrize("text", ["", "\n\n\tx\n", "a < b & \"c\" 'd' é漢😀\n"])
def test_any_text_comes_back_as_it_was_written(page, room, text):  # noqa: F811
    write(page, text or "x")
    if not text:
        page.keyboard.press("Backspace")
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url("**/sit/room/2")
    assert files_of(room) == {"app.py": text}
    page.go_back()
    expect(page.locator("#file-1")).to_have_value(text)


def test_all_files_are_tabs_and_the_keys_go_round(page):  # noqa: F811
    tabs = page.get_by_role("tab")
    assert [one.inner_text().split() for one in tabs.all()] == [
        ["app.py"], ["data.py", "read", "only"], ["test_visible.py", "tests,", "read", "only"],
    ]  # fmt: skip
    tabs.first.focus()
    for key, name in (("ArrowRight", "data.py"), ("End", "test_visible.py"),
                      ("ArrowRight", "app.py"), ("ArrowLeft", "test_visible.py"),
                      ("Home", "app.py"), ("ArrowRight", "data.py")):  # fmt: skip
        page.keyboard.press(key)
        expect(page.locator(CHOSEN)).to_contain_text(name)
        expect(page.locator(CHOSEN)).to_be_focused()
        assert page.locator("[role=tabpanel]:visible").count() == 1
    assert page.locator("[role=tab][tabindex='0']").count() == 1
    expect(page.get_by_role("tabpanel", name="data.py")).to_contain_text("NOTES = []")


def test_what_is_only_read_takes_no_keys(page, room):  # noqa: F811
    page.get_by_role("tab", name="data.py").click()
    box = code(page, "data.py, read only")
    expect(box).to_have_attribute("aria-readonly", "true")
    box.focus()
    page.keyboard.type("x")
    expect(box).to_have_text("NOTES = []")
    for name in ("Undo", "Redo", "Mark changes", "Reset file"):
        expect(button(page, name)).to_have_attribute("aria-disabled", "true")


def test_each_file_has_its_own_past(page):  # noqa: F811
    write(page, "mine")
    page.get_by_role("tab", name="data.py").click()
    page.get_by_role("tab", name="app.py").click()
    assert lines(page) == "mine"
    button(page, "Undo").click()
    expect(code(page)).to_contain_text("PASSES")
    button(page, "Redo").click()
    expect(code(page)).to_have_text("mine")


def test_tab_indents_and_after_escape_it_leaves(page):  # noqa: F811
    write(page, "x")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    assert lines(page) == "    x"
    page.keyboard.press("Escape")
    expect(page.locator("[data-said]")).to_have_text("Tab now leaves the editor.")
    page.wait_for_timeout(2500)  # slow hands: the editor's own patience would be over
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("data-do", "smaller")
    page.keyboard.press("Shift+Tab")
    expect(code(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert lines(page) == "x"
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(":focus")).to_have_attribute("data-do", "reset")
    assert "press Esc, then Tab" in page.locator("#editor-leave").inner_text()
    expect(code(page)).to_have_attribute("aria-describedby", "editor-leave")


def test_after_escape_typing_makes_tab_indent_again(page):  # noqa: F811
    write(page, "x")
    page.keyboard.press("Escape")
    page.keyboard.type("y")
    page.keyboard.press("Tab")
    expect(code(page)).to_be_focused()
    assert lines(page) == "    xy"


def test_a_file_is_put_back_after_a_question_and_this_can_be_undone(page, room):  # noqa: F811
    given = page.locator("#file-1").get_attribute("data-given")
    expect(button(page, "Reset file")).to_have_attribute("aria-disabled", "true")
    write(page, "mine")
    saved(page)
    button(page, "Reset file").click()
    ask = page.get_by_role("dialog", name="Put app.py back as it was given?")
    page.keyboard.press("Escape")
    expect(ask).not_to_be_visible()
    assert lines(page) == "mine"
    button(page, "Reset file").click()
    ask.get_by_role("button", name="Keep what I have").click()
    assert lines(page) == "mine"
    button(page, "Reset file").click()
    ask.get_by_role("button", name="Reset file").click()
    expect(page.locator("#file-1")).to_have_value(given)
    expect(code(page)).to_be_focused()
    expect(page.locator("[data-said]")).to_contain_text("app.py is as it was given.")
    expect(page.locator("[data-question='1']")).not_to_have_class(re.compile("is-answered"))
    page.keyboard.press("Control+z")
    assert lines(page) == "mine"
    saved(page)
    page.wait_for_timeout(1200)
    assert files_of(room) == {"app.py": "mine"}


def test_what_was_changed_is_marked_and_writing_goes_on(page):  # noqa: F811
    changed = page.get_by_role("tab", name="changed")
    expect(changed).to_have_count(0)
    button(page, "Mark changes").click()
    expect(page.locator("[data-said]")).to_have_text(
        "Nothing differs from the file as it was given."
    )
    code(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("y = 2")
    expect(changed).to_have_count(1)
    expect(page.locator(".cm-changedLine")).to_have_text("y = 2")
    button(page, "Mark changes").click()
    expect(page.locator(".cm-changedLine")).to_have_count(0)
    write(page, "mine")
    button(page, "Mark changes").click()
    expect(page.locator("[data-said]")).to_have_text(
        "One place differs from the file as it was given."
    )
    expect(page.locator(".cm-deletedChunk")).to_contain_text("PASSES")
    expect(button(page, "Mark changes")).to_have_attribute("aria-pressed", "true")


def test_words_are_found(page):  # noqa: F811
    code(page).focus()
    page.keyboard.press("Control+f")
    field = page.get_by_role("textbox", name="Find", exact=True)
    expect(field).to_be_focused()
    page.keyboard.type("PASSES")
    page.keyboard.press("Enter")
    expect(page.locator(".cm-searchMatch-selected")).to_have_text("PASSES")
    assert page.url.endswith("/sit/room/1")
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(code(page)).to_be_focused()
    button(page, "Find").click()
    expect(field).to_be_focused()


def test_plain_boxes_are_one_switch_away_and_stay(page, room):  # noqa: F811
    write(page, "from the editor")
    button(page, "Use plain text boxes").click()
    box = page.locator("textarea#file-1")
    expect(box).to_have_value("from the editor")
    expect(page.locator(".editor")).not_to_be_visible()
    with page.expect_response(lambda one: "from the box" in (one.request.post_data or "")):
        box.fill("from the box")
    saved(page)
    assert files_of(room) == {"app.py": "from the box"}
    page.reload()
    expect(box).to_have_value("from the box")
    expect(page.locator(".cm-editor")).to_have_count(0)
    button(page, "Use the code editor").click()
    expect(code(page)).to_have_text("from the box")
    expect(box).not_to_be_visible()


def test_a_newer_answer_from_another_tab_is_shown_in_the_editor(page, context, room):  # noqa: F811
    older = context.new_page()
    older.goto(page.url)
    write(page, "the newer one")
    saved(page)
    write(older, "the older one")
    expect(older.locator("#notice")).to_contain_text("answered in another tab")
    expect(older.locator("#notice pre")).to_contain_text("the older one")
    expect(code(older)).to_have_text("the newer one")
    assert files_of(room) == {"app.py": "the newer one"}


def test_without_a_line_what_was_typed_is_kept(page, context, address, room):  # noqa: F811
    context.set_offline(True)
    write(page, "typed in a tunnel")
    expect(page.locator("#saved")).to_contain_text("Offline since")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address + "/sit/room/1")
    saved(again)
    expect(code(again)).to_have_text("typed in a tunnel")
    assert files_of(room) == {"app.py": "typed in a tunnel"}


COLOURED = {
    "shop.sql": ("tok-keyword", "SELECT"), "templates/page.html": ("tok-typeName", "p"),
    "nginx.conf": ("tok-comment", "# here"), "notes.md": ("tok-heading", "Heading"),
    "data.json": ("tok-number", "1"), "page.js": ("tok-keyword", "const"),
    "app.py": ("tok-string", '"""what is wrong"""'),
}  # fmt: skip


def test_each_language_is_coloured(page):  # noqa: F811
    page.locator("[data-question='2']").click()
    page.wait_for_url("**/sit/room/2")
    for name, (mark, text) in COLOURED.items():
        page.get_by_role("tab", name=name).click()
        shown = page.locator(f"[role=tabpanel]:visible .{mark}").all_inner_texts()
        assert text in [one.strip() for one in shown], (name, shown)


def test_colours_follow_the_page_until_they_are_switched(page):  # noqa: F811
    def is_shown(colours):
        expect(page.locator(".cm-editor")).to_have_css("background-color", GROUNDS[colours])

    is_shown("light")
    page.emulate_media(color_scheme="dark")
    is_shown("dark")
    button(page, "Dark colours").click()
    is_shown("light")
    page.reload()
    is_shown("light")
    expect(button(page, "Dark colours")).to_have_attribute("aria-pressed", "false")
    button(page, "Dark colours").click()
    is_shown("dark")
    page.emulate_media(color_scheme="light")
    is_shown("light")


def test_letters_grow_and_shrink_and_stay_so(page):  # noqa: F811
    def size():
        return page.locator(".cm-line").first.evaluate("(e) => getComputedStyle(e).fontSize")

    assert size() == "15px"
    for _ in range(3):
        button(page, "Larger letters").click()
    assert size() == "24px"
    expect(button(page, "Larger letters")).to_have_attribute("aria-disabled", "true")
    page.reload()
    assert size() == "24px"
    for _ in range(5):
        button(page, "Smaller letters").click()
    assert size() == "12px"


BESIDE = """() => {
    const top = (one) => Math.round(one.getBoundingClientRect().top);
    const numbers = [...document.querySelectorAll(".cm-lineNumbers .cm-gutterElement")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }));
    const lines = [...document.querySelectorAll(".cm-line")];
    return [lines.length, numbers.length, ...lines.map((one, n) => top(numbers[n]) - top(one))];
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_stands_beside_its_line(page, width):  # noqa: F811
    write(page, "\n".join(f"x = {'long ' * (n % 4) * 6}" for n in range(8)))
    saved(page)
    page.set_viewport_size({"width": width, "height": 500})
    page.reload()
    page.locator(".cm-editor").scroll_into_view_if_needed()
    for turn in ("as it is", "Larger letters", "Larger letters"):
        if turn != "as it is":
            button(page, turn).click()
        page.wait_for_timeout(200)  # it measures with the next frame
        count, numbers, *far = page.evaluate(BESIDE)
        assert (turn, count, numbers) == (turn, 8, 8)
        assert max(map(abs, far)) <= 1, (turn, far)


def test_the_first_file_that_may_be_changed_is_open(page):  # noqa: F811
    page.locator("[data-question='3']").click()
    page.wait_for_url("**/sit/room/3")
    expect(page.locator(CHOSEN)).to_contain_text("zeal.py")
    expect(code(page, "zeal.py")).to_be_visible()
