import json
from decimal import Decimal

from flask import Flask

NUMBER = 9007199254740993


def parsed(text):
    """As a script has it: each number of JSON is a double."""
    return json.loads(text, parse_int=float)


def shown(value):
    return f"{value:.0f}" if isinstance(value, float) else value


def is_right(answer, name="id", read=lambda response: parsed(response.text), show=shown):
    app = Flask("orders")
    app.add_url_rule("/", view_func=lambda: answer, endpoint="order")
    return show(read(app.test_client().get("/"))[name]) == str(NUMBER)


assert shown(parsed(json.dumps(NUMBER))) == "9007199254740992"


def a():
    return is_right({"id": NUMBER}, show=lambda value: str(int(value)))


def b():
    return is_right({"id": str(NUMBER)})


def c():
    return is_right({"id": float(NUMBER)})


def d():
    return is_right({"id": NUMBER, "label": f"{NUMBER}"}, name="label")


def e():
    return is_right({"id": Decimal(NUMBER)})


def f():
    return is_right({"id": NUMBER}, read=lambda response: parsed(response.data.decode()))
