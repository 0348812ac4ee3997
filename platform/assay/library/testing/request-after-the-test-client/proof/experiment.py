from flask import Flask, request


def observe():
    app = Flask("shop")
    app.add_url_rule("/", view_func=lambda: "ok", endpoint="view")

    def read():
        try:
            return request.args["page"]
        except Exception as error:
            return type(error).__name__

    with app.test_client() as client:
        client.get("/?page=3")
        inside = read()
    client = app.test_client()
    client.get("/?page=3")
    return [inside, read()]
