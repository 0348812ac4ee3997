"""What those hear who hear the room: names and roles of every kind, errors, what has changed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.everything import KINDS, paper_of_everything
from tests.browser.test_room import address, context, page, saved  # noqa: F401


@pytest.fixture
def room(app, tmp_path):
    with paper_of_everything(app, tmp_path) as room:
        yield room


def go(page, kind):  # noqa: F811
    page.goto(re.sub(r"/room/\d+$", f"/room/{KINDS.index(kind) + 1}", page.url))


CONTROLS = {
    "single": '- group "Choose one":\n  - radio "Option a"\n  - radio "Option b"',
    "multiple": '- group "Choose all that are right":\n  - checkbox "Option a"',
    "ordering": """
        - group "Put these in order":
          - list:
            - listitem:
              - 'button "Move up: Option a" [disabled]'
              - 'button "Move down: Option a"'
    """,
    "fillin": '- textbox "Your answer"',
    "output": '- group "Choose one":\n  - radio "Option c"',
    "bugfix": """
        - group "Your files":
          - group "Code editor":
            - tablist "Files":
              - tab "app.py" [selected]
              - tab "data.py read only"
            - tabpanel "app.py":
              - textbox "app.py"
    """,
    "matching": """
        - group "Choose what belongs to each line":
          - combobox "striptags()"
          - combobox "upper()"
          - combobox "len()"
    """,
    "scenario": '- group "Choose one":\n  - radio "Escape it"',
    "hotspot": """
        - group "Mark at most 3 lines":
          - checkbox "5 def greeting(said):"
          - checkbox /6 return Markup/
    """,
    "freetext": '- textbox "Your answer"\n- status: 0 of 120 words',
}


def test_each_kind_is_answered_with_controls_that_have_a_role_and_a_name(page):  # noqa: F811
    assert tuple(CONTROLS) == KINDS
    for kind, told in CONTROLS.items():
        go(page, kind)
        lines = told.strip("\n").splitlines()
        deep = len(lines[0]) - len(lines[0].lstrip())
        wanted = "\n".join(line[deep:] for line in lines)
        expect(page.locator("#answer")).to_match_aria_snapshot(wanted)


def test_around_a_question_everything_has_a_role_and_a_name(page):  # noqa: F811
    expect(page.locator("body")).to_match_aria_snapshot("""
- link "Skip to the content"
- banner:
  - status
  - definition:
    - timer "This question"
  - definition:
    - timer "Everything that there is, in one section"
  - button "Hide clock"
  - button "Keys"
- navigation "Questions":
  - button "Question 1, seen, not answered"
  - button "Question 2, not seen yet"
  - group: What the marks mean
  - button "Review and hand in"
  - group "Language"
- main:
  - heading "Question 1" [level=1]
  - button "Flag for review"
  - button "Next"
""")
    expect(page.locator("[data-question='1']")).to_have_attribute("aria-current", "step")


def test_what_is_chosen_from_is_described_by_the_question(page):  # noqa: F811
    for kind in KINDS:
        go(page, kind)
        described = page.locator("#answer [aria-describedby~=stem]").first
        expect(described).to_have_accessible_description(re.compile(r"\w{3}"))


def test_what_changes_is_said_without_taking_the_focus(page):  # noqa: F811
    option = page.get_by_label("Option b")
    option.focus()
    page.keyboard.press("Space")
    saved(page)
    expect(page.locator("#saved")).to_have_role("status")
    expect(option).to_be_focused()
    flag = page.get_by_role("button", name="Flag for review")
    flag.click()
    said = page.locator("#said")
    expect(said).to_have_role("status")
    expect(said).to_have_text("Flagged for review.")
    expect(page.get_by_role("button", name="Remove flag")).to_be_focused()


def test_an_error_is_said_aloud_and_where_the_line_is_gone_it_has_the_focus(page, context):  # noqa: F811
    context.set_offline(True)
    page.get_by_label("Option b").check()
    page.get_by_role("button", name="Next").last.click()
    notice = page.get_by_role("alert").filter(has_text="kept in this browser")
    expect(notice).to_be_focused()
    context.set_offline(False)


def test_too_many_words_are_told_at_the_field(page):  # noqa: F811
    go(page, "freetext")
    box = page.get_by_label("Your answer")
    box.fill("so " * 121)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile("121 words; 120 are the most"))
    expect(page.get_by_role("status").filter(has_text="121 words")).to_be_visible()


def test_without_script_an_error_is_in_the_title_and_in_an_alert(chromium, page):  # noqa: F811
    plain = chromium.new_context(
        storage_state=page.context.storage_state(), java_script_enabled=False
    )
    try:
        other = plain.new_page()
        other.goto(re.sub(r"/room/\d+$", f"/room/{KINDS.index('freetext') + 1}", page.url))
        other.get_by_label("Your answer").fill("so " * 121)
        other.get_by_role("button", name="Review", exact=True).click()
        expect(other).to_have_title(re.compile("^Error: Question 10"))
        expect(other.get_by_role("alert")).to_contain_text("more words than it may have")
        for name in ("Keys", "Hide clock"):
            expect(other.get_by_role("button", name=name)).to_have_count(0)
        expect(other.locator("#times")).not_to_be_visible()
    finally:
        plain.close()
