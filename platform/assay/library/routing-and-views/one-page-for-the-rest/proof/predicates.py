import tempfile
from pathlib import Path

from flask import Flask, send_from_directory


def answer(method, address):
    """(status, whether it is the page)"""
    with tempfile.TemporaryDirectory() as place:
        for name in ("pages", "static"):
            (Path(place) / name).mkdir()
        (Path(place) / "pages/index.html").write_text("the page")
        app = Flask("shop", root_path=place)

        @app.get("/", defaults={"path": ""})
        @app.get("/<path:path>")
        def page(path):
            return send_from_directory("pages", "index.html")

        @app.get("/api/orders")
        def orders():
            return []

        @app.post("/api/notes")
        def add_note():
            return "", 201

        assert app.test_client().get("/cart").text == "the page"
        response = app.test_client().open(address, method=method)
        return response.status_code, response.text == "the page"


def a():
    return answer("GET", "/api/order") == (200, True)


def b():
    return answer("GET", "/api/orders") == (200, True)


def c():
    return answer("GET", "/static/app.js") == (200, True)


def d():
    return answer("GET", "/api/notes") == (200, True)


def e():
    return answer("POST", "/api/note") == (405, False)
