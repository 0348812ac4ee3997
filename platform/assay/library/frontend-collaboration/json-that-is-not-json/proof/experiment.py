from flask import Flask, request


def observe():
    app = Flask("shop")
    app.logger.disabled = True

    @app.post("/")
    def view():
        return {"got": request.get_json()}

    client = app.test_client()
    first = client.post("/", data='{"name": "x"}', content_type="text/plain")
    second = client.post("/", data='{"name": ', content_type="application/json")
    return [first.status_code, second.status_code]
