from flask import Flask, abort, session


def opens_the_page(sign_in):
    app = Flask("club")
    app.secret_key = "of this program only"

    @app.get("/account")
    def account():
        if "user_id" not in session:
            abort(401)
        return "Your account"

    client = app.test_client()
    assert client.get("/account").status_code == 401
    try:
        sign_in(app, client)
    except RuntimeError:
        return False
    return client.get("/account").status_code == 200


def a():
    def sign_in(app, client):
        with app.test_request_context():
            session["user_id"] = 7

    return opens_the_page(sign_in)


def b():
    def sign_in(app, client):
        with client:
            session["user_id"] = 7

    return opens_the_page(sign_in)


def c():
    return opens_the_page(lambda app, client: client.set_cookie("session", "user_id=7"))


def d():
    def sign_in(app, client):
        with client.session_transaction() as kept:
            kept["user_id"] = 7

    return opens_the_page(sign_in)
