import functools

from flask import Blueprint, Flask, request

PLAIN = ("get", {})


def works(make, *, with_wraps=False):
    """Whether the views that make(app, logged) registers start, answer and are both logged."""
    app, calls = Flask("shop"), []

    def logged(view):
        def wrapper(*args, **kwargs):
            calls.append(request.path)
            return view(*args, **kwargs)

        return functools.wraps(view)(wrapper) if with_wraps else wrapper

    try:
        make(app, logged)
    except (AssertionError, ValueError):
        return False
    answers = [app.test_client().get(path).text for path in ("/tea", "/milk")]
    return answers == ["tea", "milk"] and calls == ["/tea", "/milk"]


def tea():
    return "tea"


def milk():
    return "milk"


def as_shown(app, logged):
    app.get("/tea")(logged(tea))
    app.get("/milk")(logged(milk))


def a():
    def swapped(app, logged):
        logged(app.get("/tea")(tea))
        logged(app.get("/milk")(milk))

    return works(swapped)


def b():
    assert not works(as_shown)
    return works(as_shown, with_wraps=True)


def c():
    def in_one_blueprint(app, logged):
        drinks = Blueprint("drinks", "drinks")
        as_shown(drinks, logged)
        app.register_blueprint(drinks)

    return works(in_one_blueprint)


def d():
    def with_methods(app, logged):
        app.route("/tea", methods=["GET"])(logged(tea))
        app.route("/milk", methods=["GET"])(logged(milk))

    return works(with_methods)
