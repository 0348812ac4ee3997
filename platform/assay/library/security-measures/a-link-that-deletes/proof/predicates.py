from flask import Flask, abort, redirect, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf


class Club:
    def __init__(self, *, method="GET", protected=False, check=lambda: None, **settings):
        self.app = Flask("club")
        self.app.logger.disabled = True
        self.app.secret_key = "of this program only"
        self.app.config.update(settings)
        self.notes, self.method = {7}, method
        if protected:
            CSRFProtect(self.app)

        @self.app.get("/notes")
        def notes():
            session["user_id"] = 1
            return generate_csrf()

        @self.app.route("/notes/<int:number>/delete", methods=[method])
        def delete(number):
            check()
            if "user_id" not in session:
                abort(401)
            self.notes.discard(number)
            return redirect("/notes")

    def member(self):
        """(a browser that is signed in, the token of its page, whether a link takes the cookie)"""
        browser = self.app.test_client()
        page = browser.get("/notes")
        return browser, page.text, "SameSite=Strict" not in page.headers["Set-Cookie"]

    def loses_a_note_by_the_link(self):
        browser, _, is_sent = self.member()
        assert is_sent
        browser.get("/notes/7/delete", headers={"Referer": "https://forum.example/"})
        return 7 not in self.notes

    def can_delete(self):
        browser, token, _ = self.member()
        headers = {"Referer": "http://localhost/notes"}
        data = {"csrf_token": token} if self.method == "POST" else None
        browser.open("/notes/7/delete", method=self.method, data=data, headers=headers)
        return 7 not in self.notes


def is_cure(**how):
    return not Club(**how).loses_a_note_by_the_link() and Club(**how).can_delete()


assert not is_cure()


def a():
    return is_cure(protected=True)


def b():
    return is_cure(SESSION_COOKIE_SAMESITE="Lax")


def c():
    return is_cure(check=lambda: abort(400) if request.referrer is None else None)


def d():
    return is_cure(method="POST", protected=True)
