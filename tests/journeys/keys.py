"""Somebody without a mouse: Tab, Shift+Tab, Enter, Space, arrows and letters, and nothing else."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 120
PARTS_OF_A_DATE = 8
"""One field for a day and an hour is as many stops, and one element."""
HERE = "(one) => one === document.activeElement"
SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  if (!one.matches(":focus-visible")) return "shows no focus";
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  if (box.bottom < 0 || box.top > innerHeight) return "is out of sight";
  const top = document.elementFromPoint(x, y);
  const label = one.labels?.[0];
  const shown = one.contains(top) || top?.contains(one) || label?.contains(top);
  return shown ? "" : `is covered by ${top?.outerHTML.slice(0, 120)}`;
}"""
WHAT = "() => document.activeElement.outerHTML.slice(0, 160)"


class Keys:
    """Moves through one page at a time; each stop must be seen, and no stop is a trap."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator, key: str = "Tab") -> "Keys":
        """Tab until it has the focus."""
        before, stays = None, 0
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            now = self.page.evaluate_handle("document.activeElement")
            stays = stays + 1 if before and now.evaluate("(a, b) => a === b", before) else 0
            assert stays < PARTS_OF_A_DATE, f"{key} is caught in {self.page.evaluate(WHAT)}"
            before = now
            if target.evaluate(HERE):
                assert self.page.evaluate(SEEN) == "", self.page.evaluate(WHAT)
                return self
        raise AssertionError(f"{target} is not reached by {key}")

    def press(self, *keys: str) -> "Keys":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def enter(self) -> "Keys":
        """Enter, which leads to another page; there once it has come."""
        with self.page.expect_navigation():
            self.press("Enter")
        return self

    def type(self, words: str) -> "Keys":
        """In place of what stands in the field."""
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)
        return self

    def skip(self) -> "Keys":
        """By the page's first link, past all that stands before the content; once is enough."""
        if self.page.url.endswith("#main"):
            return self
        self.reach(self.page.get_by_role("link", name="Skip to the content")).press("Enter")
        return self

    def choose(self, radios: Locator, value: str) -> "Keys":
        """Into a group of radio buttons, and by arrows to the one of this value."""
        checked = self.page.locator(":focus")
        self._enter(radios)
        for _ in range(radios.count()):
            if checked.get_attribute("value") == value:
                break
            self.press("ArrowDown")
        self.press("Space")
        assert radios.and_(self.page.locator(":checked")).get_attribute("value") == value
        return self

    def _enter(self, radios: Locator) -> None:
        """Tab until one of the group has the focus."""
        names = {radios.nth(i).get_attribute("id") for i in range(radios.count())}
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.id") in names:
                return
        raise AssertionError("the group is not reached")
