from flask import Flask, url_for


def statuses(**settings):
    app = Flask("shop")
    app.config.update(settings)
    app.add_url_rule("/reset/<token>", view_func=lambda token: "reset", endpoint="reset")
    app.add_url_rule(
        "/mail",
        view_func=lambda: url_for("reset", token="t", _external=True),
        endpoint="mail",
        methods=["POST"],
    )
    client = app.test_client()
    hosts = ("evil.example", "shop.example")
    answers = [client.post("/mail", base_url=f"https://{host}") for host in hosts]
    return [answer.status_code for answer in answers]


def a():
    return statuses(SERVER_NAME="shop.example") == [400, 200]


def b():
    return statuses(TRUSTED_HOSTS=["shop.example"]) == [400, 200]


def c():
    return statuses(SESSION_COOKIE_DOMAIN="shop.example") == [400, 200]


def d():
    return statuses(PREFERRED_URL_SCHEME="https") == [400, 200]
