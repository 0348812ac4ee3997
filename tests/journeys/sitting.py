"""Three candidates in front of the same room: with a mouse, with keys alone, without scripts."""

from playwright.sync_api import expect

from tests.journeys.keys import Keys


class Sitter:
    """Opens the mailed link, starts, answers every question right, hands in. `order` is a verb of
    each: there is more than one way to move lines."""

    def __init__(self, corvid, page):
        self.corvid, self.page = corvid, page
        self.shapes = []

    def sit(self, link):
        """The receipt."""
        self.page.goto(link)
        self.page.get_by_label("I have read what happens with my answers").check()
        self.press("Start")
        self.page.wait_for_url("**/sit/room/1")
        while "/room/" in self.page.url:
            form = self.page.locator("form#answer")
            self.shapes.append(form.get_attribute("data-shape"))
            ((shape, value),) = self.corvid.right_answer(self.page).items()
            getattr(self, shape)(value)
            before = self.page.url
            self.press(
                "Review" if form.get_attribute("data-next-href").endswith("review") else "Next"
            )
            self.page.wait_for_url(lambda url, before=before: url != before)
        expect(self.page.locator(".lead")).to_contain_text("5 of 5 answered")
        self.press("Hand in")
        expect(self.page.locator("h1")).to_have_text("Your answers are handed in")
        return self.page.locator("dd.receipt").inner_text()

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).last.click()

    def choice(self, value):
        self.page.locator(f'input[value="{value}"]').check()

    def choices(self, values):
        for value in values:
            self.choice(value)

    def text(self, value):
        self.page.get_by_label("Your answer").fill(value)

    def order(self, wanted):
        for place, name in enumerate(wanted):
            up = self.page.locator(f'[data-piece="{name}"] [data-move="up"]')
            while self.pieces().index(name) > place:
                self.up(up)

    def up(self, button):
        button.click()

    def pieces(self):
        return self.page.locator("[data-piece]").evaluate_all(
            "(all) => all.map((one) => one.dataset.piece)"
        )


class KeySitter(Sitter):
    """The same by keys; each page is entered by its skip link."""

    def __init__(self, corvid, page):
        super().__init__(corvid, page)
        self.keys = Keys(page)

    def press(self, words):
        self.keys.reach(self.page.get_by_role("button", name=words, exact=True).last)
        self.keys.enter()

    def choice(self, value):
        self.keys.skip().choose(self.page.locator("input[name=choice]"), value)

    def choices(self, values):
        self.keys.skip()
        boxes = self.page.locator("input[name=choices]")
        for i in range(boxes.count()):
            self.keys.reach(boxes.nth(i))
            if boxes.nth(i).get_attribute("value") in values:
                self.keys.press("Space")

    def text(self, value):
        self.keys.skip().reach(self.page.get_by_label("Your answer")).type(value)

    def order(self, wanted):
        self.keys.skip()
        super().order(wanted)

    def up(self, button):
        if not button.evaluate("(one) => one === document.activeElement"):
            self.page.locator("#main").focus()
            self.keys.reach(button)
        self.keys.press("Enter")


class PlainSitter(Sitter):
    """Without scripts: the order is chosen line by line, and each press is a form that is sent."""

    def order(self, wanted):
        for place, name in enumerate(wanted, start=1):
            self.page.locator(f'select[name="place-{name}"]').select_option(str(place))
