from flask import Flask, abort, redirect, request, session

LINES = {
    "a": 'if len(request.form["password"]) < 12: abort(400)',
    "b": 'session["user"] = [user.id, user.version]',
    "c": "user = user_of(token)",
    "d": 'user.set_password(request.form["password"])',
    "e": "if user is None: abort(404)",
}
NEW = "milk, no sugar"


class User:
    def __init__(self):
        self.id, self.version, self.password = 7, 1, "tea and milk"

    def set_password(self, password):
        self.password = password
        self.version += 1


class Shop:
    """Its view has the lines in this order; a token is the user's version."""

    def __init__(self, order):
        self.user = User()
        names = {
            "abort": abort,
            "redirect": redirect,
            "request": request,
            "session": session,
            "user_of": lambda token: self.user if token == self.user.version else None,
        }
        lines = [*(LINES[name] for name in order), 'return redirect("/")']
        exec("\n    ".join(["def reset(token):", *lines]), names)
        app = Flask("shop")
        app.logger.disabled = True
        app.secret_key = "of this program only"
        app.add_url_rule("/reset/<int:token>", view_func=names["reset"], methods=["POST"])
        app.add_url_rule("/", view_func=lambda: [self.is_signed_in()], endpoint="home")
        self.client = app.test_client()

    def is_signed_in(self):
        return session.get("user") == [self.user.id, self.user.version]

    def knows(self):
        return self.client.get("/").json == [True]

    def status(self, token, password):
        return self.client.post(f"/reset/{token}", data={"password": password}).status_code


def works(order):
    shop = Shop(order)
    if [shop.status(8, NEW), shop.status(8, "tea")] != [404, 404] or shop.knows():
        return False
    if shop.status(1, "tea") != 400 or shop.knows() or shop.user.password != "tea and milk":
        return False
    if shop.status(1, NEW) != 302 or not shop.knows() or shop.user.password != NEW:
        return False
    return shop.status(1, NEW) == 404
