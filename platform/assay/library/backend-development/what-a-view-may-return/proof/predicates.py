from flask import Flask


def answered(value):
    app = Flask("x")
    app.testing = True
    app.add_url_rule("/", view_func=lambda: value, endpoint="v")
    return app.test_client().get("/")


def refused(value):
    try:
        answered(value)
    except TypeError:
        return True
    return False


def a():
    response = answered({"n": 1})
    return response.mimetype == "application/json" and response.get_json() == {"n": 1}


def b():
    response = answered([1, 2])
    return response.mimetype == "application/json" and response.get_json() == [1, 2]


def c():
    return not refused(None)


def d():
    return answered(("made", 201)).status_code == 201


def e():
    return not refused(404)
