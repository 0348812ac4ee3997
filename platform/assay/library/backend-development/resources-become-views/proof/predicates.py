from flask import Flask, abort
from flask.views import MethodView

ORDERS = {7: {"total": 20}}


def api():
    """(client, methods that went through the decorator, what get() found in self)."""
    app, counts, remembered = Flask("shop"), [], []

    def counted(view):
        def around(**arguments):
            counts.append(view.__name__)
            return view(**arguments)

        return around

    class OrderView(MethodView):
        decorators = [counted]

        def get(self, number):
            remembered.append(getattr(self, "seen", None))
            self.seen = number
            return ORDERS.get(number) or abort(404)

        def delete(self, number):
            return "", 204

    app.add_url_rule("/orders/<int:number>", view_func=OrderView.as_view("order"))
    app.register_error_handler(404, lambda error: ("no such order", 404))
    return app.test_client(), counts, remembered


def a():
    return api()[0].put("/orders/7").status_code == 405


def b():
    return api()[0].head("/orders/7").status_code == 405


def c():
    response = api()[0].get("/orders/7")
    return response.is_json and response.get_json() == ORDERS[7]


def d():
    return api()[0].get("/orders/8").text != "no such order"


def e():
    client, _, remembered = api()
    client.get("/orders/7"), client.get("/orders/7")
    return remembered == [None, 7]


def f():
    client, counts, _ = api()
    client.get("/orders/7"), client.delete("/orders/7")
    return counts == ["order", "order"]
