from functools import wraps

from flask import Blueprint, Flask, after_this_request, make_response
from werkzeug.exceptions import HTTPException

NAME = "X-Served-By"


def mark(response):
    response.headers[NAME] = "one"
    return response


def marks_all(set_up=lambda app, goods: None, around=lambda view: view):
    """Whether a page, a 404 and a 500 have the header."""
    app, goods = Flask("shop"), Blueprint("goods", "shop")
    app.logger.disabled = True

    @goods.get("/tea")
    @around
    def tea():
        return "tea"

    @goods.get("/milk")
    @around
    def milk():
        raise KeyError("milk")

    set_up(app, goods)
    app.register_blueprint(goods)
    answers = [app.test_client().get(path) for path in ("/tea", "/bread", "/milk")]
    assert [answer.status_code for answer in answers] == [200, 404, 500]
    return all(NAME in answer.headers for answer in answers)


def a():
    return marks_all(lambda app, goods: goods.after_request(mark))


def b():
    return marks_all(lambda app, goods: app.after_request(mark))


def c():
    def around(view):
        @wraps(view)
        def marked(*args, **kwargs):
            return mark(make_response(view(*args, **kwargs)))

        return marked

    return marks_all(around=around)


def d():
    def set_up(app, goods):
        @app.before_request
        def note():
            after_this_request(mark)

    return marks_all(set_up)


def e():
    def set_up(app, goods):
        app.register_error_handler(HTTPException, lambda error: mark(error.get_response()))

    return marks_all(set_up)


def f():
    def set_up(app, goods):
        inner = app.wsgi_app

        def middleware(environ, start_response):
            def marking(status, headers, error=None):
                return start_response(status, [*headers, (NAME, "one")], error)

            return inner(environ, marking)

        app.wsgi_app = middleware

    return marks_all(set_up)
