"""A phone with an authenticator app, for people without a screen."""

import time

from passlib.totp import TOTP

SETUP = "/o/account/app"
CHECK = "/o/account/app/code"


class Phone:
    """Scans what the page shows; `code(ahead)` is what it shows so many half minutes later."""

    def __init__(self, page):
        self._app = TOTP(key=page.soup.select_one("details code").text)

    def code(self, ahead=0):
        return self._app.generate(time.time() + 30 * ahead).token

    def wrong(self):
        """One that is far from all that could be right now."""
        near = {self.code(ahead) for ahead in range(-3, 4)}
        return next(code for code in map(str, range(111111, 999999)) if code not in near)


def gets_an_app(visitor):
    """The visitor sets up the app; the phone that shows its codes."""
    phone = Phone(visitor.fill(SETUP, setup="authenticator"))
    page = visitor.fill(CHECK, code=phone.code())
    assert page.location == "/o/account/", page.words()
    return phone


def recovery_codes(visitor):
    """New ones, as the page shows them."""
    page = visitor.fill("/o/account/recovery-codes", generate_new_codes="yes")
    return [code.text for code in page.soup.select("li code")]
