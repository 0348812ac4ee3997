from flask import Flask


def answered(value):
    """The response to a view that returns this; None where Flask refuses the value."""
    app = Flask("shop")
    app.testing = True
    app.add_url_rule("/", view_func=lambda: value, endpoint="view")
    try:
        return app.test_client().get("/")
    except TypeError:
        return None


def a():
    response = answered({"id": 7})
    return response.content_type == "application/json" and response.get_json() == {"id": 7}


def b():
    response = answered([1, 2])
    return response.content_type == "application/json" and response.get_json() == [1, 2]


def c():
    return answered(None) is not None


def d():
    response = answered(({"id": 7}, 201))
    return response.status_code == 201 and response.get_json() == {"id": 7}


def e():
    return answered(404) is not None
