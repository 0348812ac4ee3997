from flask import Flask, request

SENT = '{"text":"tea"}'


def answered(look):
    """The response of a view that returns what look() gives, to the request of the stem."""
    app = Flask("notes")
    app.add_url_rule("/notes", view_func=lambda: {"seen": look()}, endpoint="add", methods=["POST"])
    client = app.test_client()
    return client.post("/notes", data=SENT, content_type="text/plain;charset=UTF-8")


def seen(look):
    response = answered(look)
    return response.get_json()["seen"] if response.status_code == 200 else None


def a():
    return seen(lambda: request.form["text"]) == "tea"


def b():
    return answered(lambda: request.get_json()).status_code == 415


def c():
    return seen(lambda: request.get_json(force=True)) == {"text": "tea"}


def d():
    return seen(lambda: request.is_json) is True


def e():
    return seen(lambda: request.get_data(as_text=True)) == SENT
