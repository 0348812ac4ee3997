from flask import Flask


def passes(line):
    app = Flask("shop")
    app.logger.disabled = True
    app.config["TESTING"] = True
    app.register_error_handler(500, lambda error: ("Sorry", 500))
    app.add_url_rule("/fails", view_func=lambda: 1 / 0, endpoint="fails")
    exec(line, {"app": app})
    try:
        response = app.test_client().get("/fails")
    except ZeroDivisionError:
        return False
    return (response.status_code, response.text) == (500, "Sorry")


def a():
    return passes("app.debug = False")


def b():
    return passes('app.config["PROPAGATE_EXCEPTIONS"] = False')


def c():
    return passes('app.config["TRAP_HTTP_EXCEPTIONS"] = False')


def d():
    return passes('app.register_error_handler(ZeroDivisionError, lambda error: ("", 500))')
