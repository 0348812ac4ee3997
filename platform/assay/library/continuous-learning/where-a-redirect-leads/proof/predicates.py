from flask import Flask, redirect, url_for


def passes(line, *, leads_to):
    app = Flask("shop")
    app.add_url_rule("/account", view_func=lambda: "account", endpoint="account")
    app.add_url_rule("/sign-in", view_func=lambda: "form", endpoint="form")

    @app.post("/sign-in")
    def sign_in():
        return redirect(url_for(leads_to))

    client = app.test_client()
    response = client.post("/sign-in")
    assert response.status_code == 302
    try:
        exec(line, {"client": client, "response": response, "url_for": url_for})
    except (AssertionError, RuntimeError):
        return False
    return True


def tells_them_apart(line):
    """Whether a test with this line passes for the right view, and for that one only."""
    return passes(line, leads_to="account") and not passes(line, leads_to="form")


def a():
    return tells_them_apart("assert response.status_code == 302")


def b():
    return tells_them_apart("assert client.get(response.location).status_code == 200")


def c():
    return tells_them_apart('assert response.location == "/account"')


def d():
    return tells_them_apart('assert response.location == url_for("account", _external=True)')
