from flask import Flask, abort, request, session

PAGE = "https://www.shop.example"


def lets_the_right_ones_in(is_refused=lambda: "user" not in session, methods=("POST",), **settings):
    app = Flask("orders")
    app.secret_key = "of this program only"
    app.config.update(settings)

    @app.before_request
    def guard():
        if is_refused():
            abort(401)

    @app.after_request
    def allow(response):
        response.headers["Access-Control-Allow-Origin"] = PAGE
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        return response

    @app.route("/orders", methods=list(methods))
    def order():
        return "", 201

    asks = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
    asked = app.test_client().options("/orders", headers=asks)
    stranger = app.test_client().post("/orders", json={}, headers={"Origin": PAGE})
    customer = app.test_client()
    with customer.session_transaction() as kept:
        kept["user"] = 7
    served = customer.post("/orders", json={}, headers={"Origin": PAGE})
    return asked.status_code < 300 and [stranger.status_code, served.status_code] == [401, 201]


def a():
    return lets_the_right_ones_in(methods=["POST", "OPTIONS"])


def b():
    return lets_the_right_ones_in(SESSION_COOKIE_SAMESITE="None")


def c():
    return lets_the_right_ones_in(lambda: request.origin != PAGE and "user" not in session)


def d():
    return lets_the_right_ones_in(lambda: request.method != "OPTIONS" and "user" not in session)
