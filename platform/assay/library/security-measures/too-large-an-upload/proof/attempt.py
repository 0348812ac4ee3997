import io

from flask import Flask, request

MIB = 1024 * 1024


def works(answer):
    app = Flask("pictures")
    app.config[answer] = 5 * MIB

    @app.post("/")
    def view():
        return str(len(request.files["picture"].read()))

    def status(size):
        data = {"picture": (io.BytesIO(b"p" * size), "picture.png")}
        return app.test_client().post("/", data=data).status_code

    return [status(4 * MIB), status(6 * MIB)] == [200, 413]
