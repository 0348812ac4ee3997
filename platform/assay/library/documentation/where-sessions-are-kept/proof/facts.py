from flask import Flask, session
from itsdangerous import base64_decode


def club(key="one"):
    app = Flask(__name__)
    app.secret_key = key

    @app.get("/in")
    def sign_in():
        session["member"] = "ann"
        return "ok"

    @app.get("/out")
    def sign_out():
        session.clear()
        return "ok"

    @app.get("/me")
    def me():
        return session.get("member", "nobody")

    return app


def cookie_of(app):
    client = app.test_client()
    client.get("/in")
    return client, client.get_cookie("session").value


def member_with(app, cookie):
    client = app.test_client()
    client.set_cookie("session", cookie)
    return client.get("/me").text


def fact_a_copy_stays_valid_after_signing_out():
    app = club()
    client, cookie = cookie_of(app)
    client.get("/out")
    return member_with(app, cookie) == "ann"


def fact_its_holder_can_read_it():
    _, cookie = cookie_of(club())
    return b"ann" in base64_decode(cookie.split(".")[0])


def fact_a_new_key_ends_the_sessions_of_everybody():
    cookies = [cookie_of(club())[1] for _ in range(2)]
    return {member_with(club("two"), cookie) for cookie in cookies} == {"nobody"}
