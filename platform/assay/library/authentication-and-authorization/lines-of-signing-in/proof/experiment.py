from types import SimpleNamespace

from flask import Flask, abort, redirect, request, session, url_for

LINES = {
    "a": 'if user is None or not user.has_password(request.form["password"]): abort(401)',
    "b": 'return redirect(url_for("account"))',
    "c": 'session["user_id"] = user.id',
    "d": 'user = find_user(request.form["name"])',
    "e": "session.clear()",
}
USER = SimpleNamespace(id=7, has_password=lambda given: given == "right")
LEFT = {"cart": ["tea"], "seen": "a letter to somebody else"}

app = Flask("shop")
app.secret_key = "k"
app.logger.disabled = True
app.add_url_rule("/account", view_func=lambda: "", endpoint="account")
app.add_url_rule("/sign-in", view_func=lambda: "", endpoint="sign_in", methods=["POST"])


def works(order):
    """Whether the view with its lines in this order answers and keeps what the stem says."""
    names = {
        "abort": abort,
        "find_user": {"Tomasz": USER}.get,
        "redirect": redirect,
        "request": request,
        "session": session,
        "url_for": url_for,
    }
    exec("def sign_in():\n" + "".join(f"    {LINES[name]}\n" for name in order), names)
    app.view_functions["sign_in"] = names["sign_in"]
    return (
        after("Tomasz", "right") == (302, {"user_id": 7})
        and after("Tomasz", "wrong") == (401, LEFT)
        and after("nobody", "right") == (401, LEFT)
    )


def after(name, password):
    """(status, what the session holds then)."""
    client = app.test_client()
    with client.session_transaction() as kept:
        kept.update(LEFT)
    status = client.post("/sign-in", data={"name": name, "password": password}).status_code
    with client.session_transaction() as kept:
        return status, dict(kept)
