import io

from flask import Flask, request


def works(answer):
    """Whether an order of 400 lines, and one of 1000, are taken with this setting."""
    app = Flask("shop")
    app.config[answer] = 3100

    @app.post("/orders")
    def order():
        return str(len(request.form))

    return all(taken(app, lines) for lines in (400, 1000))


def taken(app, lines):
    fields = {f"{name}-{number}": "7" for number in range(lines) for name in ("sku", "sum", "to")}
    fields["drawing"] = (io.BytesIO(b"a drawing"), "drawing.txt")
    client = app.test_client()
    response = client.post("/orders", data=fields, content_type="multipart/form-data")
    return (response.status_code, response.text) == (200, str(3 * lines))
