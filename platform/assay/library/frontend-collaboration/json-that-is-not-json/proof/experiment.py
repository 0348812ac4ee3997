from flask import Flask, request


def observe():
    app = Flask("x")
    app.add_url_rule("/", view_func=lambda: {"got": request.get_json()}, endpoint="v", methods=["POST"])
    client = app.test_client()
    first = client.post("/", data='{"name": "x"}', content_type="text/plain")
    second = client.post("/", data='{"name": ', content_type="application/json")
    return [first.status_code, second.status_code]
