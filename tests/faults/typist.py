"""A candidate at a real browser who remembers what they typed, and the count of it at the end."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.faults.site import Sat, Site

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
SLOW = 20_000
Value = dict[str, Any]


@dataclass
class Typed:
    """Position → what was typed last, and whether it counts; shared by one person's browsers."""

    counted: dict[int, Value] = field(default_factory=dict)
    late: dict[int, Value] = field(default_factory=dict)

    def is_late(self, *positions: int) -> None:
        """What was typed there came after the grace."""
        for position in positions:
            self.late[position] = self.counted.pop(position)


def assert_kept_once(site: Site, sat: Sat, typed: Typed) -> None:
    """Every answer that was typed is there once: counted, or kept as late; and no other."""
    mine = "where organisation_id = :o"
    stands = site.ask(f"select position, value from answers {mine}", o=sat.organisation_id)
    history = site.ask(
        f"select position, value, late, seq from answer_history {mine}", o=sat.organisation_id
    )
    in_time = [(one.position, repr(one.value)) for one in history if not one.late]
    late = sorted((one.position, repr(one.value)) for one in history if one.late)
    assert len(stands) == len(typed.counted)
    assert {one.position: one.value for one in stands} == typed.counted
    assert late == sorted((position, repr(value)) for position, value in typed.late.items())
    often = Counter(in_time)
    assert [often[position, repr(value)] for position, value in typed.counted.items()] == [
        1 for _ in typed.counted
    ]
    numbers = [(one.position, one.seq) for one in history if not one.late]
    assert len(numbers) == len(set(numbers))


class Typist:
    """One browser of the person's; `at(…)` is another page of it."""

    def __init__(self, site: Site, sat: Sat, context: BrowserContext, typed: Typed) -> None:
        self.site, self.sat, self.context, self.typed = site, sat, context, typed
        context.set_default_timeout(SLOW)
        self.page: Page = context.new_page()

    def open_link(self) -> "Typist":
        """Look at the mail's link; nothing is pressed."""
        self.page.goto(self.site.stack.base_url + self.sat.link)
        return self

    def start(self, to: str = "room/1") -> "Typist":
        """As anybody does: open the mail's link, tick what must be ticked, press Start."""
        self.open_link()
        for box in self.page.locator("form[action$='/start'] input[type=checkbox]").all():
            box.check()
        return self.enter("Start", to)

    def go_on(self) -> "Typist":
        """By the mail's link, into the sitting that has begun."""
        return self.open_link().enter("Go on here")

    def enter(self, button: str, to: str = "room/*") -> "Typist":
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_url(f"**/sit/{to}")
        return self

    def at(self, position: int) -> "Typist":
        """Another tab, at that question."""
        tab = Typist(self.site, self.sat, self.context, self.typed)
        tab.page.goto(f"{self.site.stack.base_url}/sit/room/{position}")
        return tab

    @property
    def position(self) -> int:
        return int(self.page.locator("form#answer").get_attribute("data-position") or "")

    @property
    def left(self) -> int:
        """Seconds that the page's clock shows."""
        parts = [int(part) for part in self.page.locator("#clock").inner_text().split(":")]
        return sum(part * 60**power for power, part in enumerate(reversed(parts)))

    def choose(self, name: str) -> "Typist":
        self.page.locator(f'input[name=choice][value="{name}"]').check()
        self.typed.counted[self.position] = {"choice": name}
        return self

    def write(self, text: str) -> "Typist":
        """By the keys, sign for sign, after what stands there."""
        box = self.page.get_by_label("Your answer")
        before = box.input_value()
        box.press("End")
        box.press_sequentially(text)
        self.typed.counted[self.position] = {"text": before + text}
        return self

    def says(self, words: str) -> "Typist":
        """In the place where the page tells whether it has saved."""
        expect(self.page.locator("#saved")).to_contain_text(words, timeout=SLOW)
        return self

    def notices(self, words: str) -> "Typist":
        expect(self.page.locator("#notice")).to_contain_text(words, timeout=SLOW)
        return self

    def saved(self) -> "Typist":
        expect(self.page.locator("#saved")).to_have_text(SAVED, timeout=SLOW)
        return self

    def is_done(self) -> "Typist":
        self.page.wait_for_url("**/sit/done")
        return self
