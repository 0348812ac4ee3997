"""A page of comments, a visitor who reads it, and a stranger with the cookie that a script sent."""

from flask import Flask, abort, render_template_string, session
from markupsafe import Markup

COMMENT = "<script>send(document.cookie)</script>"


class Site:
    def __init__(self):
        self.escapes, self.comments = False, [COMMENT]
        self.app = Flask(__name__)
        self.app.config.update(SECRET_KEY="the first", SESSION_COOKIE_HTTPONLY=False)
        self.app.add_url_rule("/sign-in", "sign_in", self.sign_in)
        self.app.add_url_rule("/mail", "mail", self.mail)
        self.app.add_url_rule("/comments", "show", self.show)
        self.taken = []

    def sign_in(self):
        session["user"] = "ann"
        return "ok"

    def mail(self):
        return "letters" if "user" in session else abort(401)

    def show(self):
        shown = self.comments if self.escapes else map(Markup, self.comments)
        return render_template_string("{% for one in all %}{{ one }}{% endfor %}", all=list(shown))

    def somebody_reads(self):
        """Signs in where the session does not hold, reads, and a script does what it can."""
        client = self.app.test_client()
        header = client.get("/sign-in").headers["Set-Cookie"]
        page = client.get("/comments").text
        if "<script>" in page and "HttpOnly" not in header:
            self.taken.append(client.get_cookie("session").value)

    def stranger_gets_in(self):
        return any(self._opens(cookie) for cookie in self.taken)

    def _opens(self, cookie):
        client = self.app.test_client()
        client.set_cookie("session", cookie)
        return client.get("/mail").status_code == 200

    def after(self, *steps):
        """Somebody reads before the first step and after each of them."""
        self.somebody_reads()
        for step in steps:
            step(self)
            self.somebody_reads()
        return {"stranger_gets_in": self.stranger_gets_in()}


def escape(site):
    site.escapes = True


def delete(site):
    site.comments.clear()


def change_key(site):
    site.app.config["SECRET_KEY"] += " and another"


def hide(site):
    site.app.config["SESSION_COOKIE_HTTPONLY"] = True


def a():
    return Site().after(hide)


def b():
    return Site().after(escape, delete)


def c():
    return Site().after(change_key, escape)


def d():
    return Site().after(escape, change_key)
