from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

ARRIVES = "192.0.2.1, 203.0.113.9, 198.51.100.7"


def gives_the_visitors(n):
    app = Flask("shop")
    app.add_url_rule("/", view_func=lambda: request.remote_addr, endpoint="view")
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n)
    return app.test_client().get("/", headers={"X-Forwarded-For": ARRIVES}).text == "203.0.113.9"


def a():
    return gives_the_visitors(0)


def b():
    return gives_the_visitors(1)


def c():
    return gives_the_visitors(2)


def d():
    return gives_the_visitors(3)
