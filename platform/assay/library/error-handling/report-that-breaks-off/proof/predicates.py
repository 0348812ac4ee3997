import logging

from flask import Flask, Response
from werkzeug.test import create_environ


def told():
    """What happened, in its order, up to the exception that meets the server."""
    events = []
    app = Flask("shop")

    class Kept(logging.Handler):
        def emit(self, record):
            events.append(("logged", record.getMessage()))

    app.logger.addHandler(Kept())
    app.logger.propagate = False
    app.after_request(lambda answer: (events.append(("after", answer.status_code)), answer)[1])
    app.teardown_request(lambda error: events.append(("teardown", error)))
    app.register_error_handler(500, lambda error: (events.append(("handler", error)), "")[1])
    orders = [{"number": n, "total": 20} for n in range(999)]
    orders.append({"number": 999, "total": None})

    @app.get("/report")
    def report():
        def lines():
            for order in orders:
                events.append(("line", order["number"]))
                yield f"{order['number']};{order['total']:.2f}\n"

        return Response(lines(), mimetype="text/csv")

    def start_response(status, headers, exc_info=None):
        events.append(("status", status))

    body = app(create_environ("/report"), start_response)
    try:
        assert list(body) is None
    except TypeError:
        events.append(("server", "TypeError"))
    assert events[-1] == ("server", "TypeError")
    assert ("line", 999) in events
    return events


def named(name):
    return [value for event, value in told() if event == name]


def a():
    return bool(named("handler"))


def b():
    return named("status") == ["200 OK"]


def c():
    return bool(named("logged"))


def d():
    return named("after") == [200]


def e():
    return any(isinstance(error, TypeError) for error in named("teardown"))


def f():
    order = [event for event, _ in told()]
    return order.count("teardown") == 1 and order.index("teardown") < order.index("line")
