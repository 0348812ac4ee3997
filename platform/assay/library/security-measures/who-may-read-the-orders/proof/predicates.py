from flask import Flask, request

ORDERS = "lamp, tea"
OTHERS = (
    "null",
    "https://evil.example",
    "https://evilclub.example",
    "https://club.example.evil.example",
    "https://evil.example:443",
)
"""Origins that pages of strangers can have."""


def can_read(app, origin):
    """Whether a browser gives the answer to a page of this origin that asked with cookies."""
    asked = {"Origin": origin, "Cookie": "member=ann"}
    response = app.test_client(use_cookies=False).get("/orders", headers=asked)
    assert response.text == ORDERS
    allowed = response.headers.get("Access-Control-Allow-Origin")
    return allowed == origin and response.headers["Access-Control-Allow-Credentials"] == "true"


def is_open_to_others(allowed):
    """allowed(origin) gives the value of Access-Control-Allow-Origin, or None."""
    app = Flask("shop")
    app.add_url_rule("/orders", view_func=lambda: ORDERS, endpoint="orders")

    @app.after_request
    def allow(response):
        response.headers["Access-Control-Allow-Credentials"] = "true"
        value = allowed(request.headers["Origin"])
        if value is not None:
            response.headers["Access-Control-Allow-Origin"] = value
        return response

    return any(can_read(app, origin) for origin in OTHERS)


def a():
    return is_open_to_others(lambda origin: "https://club.example")


def b():
    return is_open_to_others(lambda origin: origin)


def c():
    return is_open_to_others(lambda origin: "*")


def d():
    return is_open_to_others(lambda origin: origin if origin.endswith("club.example") else None)


def e():
    known = ("null", "https://club.example")
    return is_open_to_others(lambda origin: origin if origin in known else None)


def f():
    known = {"https://club.example", "https://www.club.example"}
    return is_open_to_others(lambda origin: origin if origin in known else None)
