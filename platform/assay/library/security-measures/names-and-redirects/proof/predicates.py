import tempfile
from pathlib import Path

from flask import Flask, redirect, send_from_directory
from markupsafe import escape
from werkzeug.utils import secure_filename


def a():
    return "/" not in secure_filename("../../etc/passwd")


def b():
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "secret.txt").write_text("secret")
        folder = Path(place) / "public"
        folder.mkdir()
        app = Flask("x")
        app.add_url_rule("/", view_func=lambda: send_from_directory(folder, "../secret.txt"), endpoint="v")
        return app.test_client().get("/").status_code == 404


def c():
    app = Flask("x")
    app.add_url_rule("/", view_func=lambda: redirect("https://evil.example/"), endpoint="v")
    return app.test_client().get("/").status_code != 302


def d():
    return all(secure_filename(name) for name in ("a.txt", "...", "日本"))


def e():
    app = Flask("x")
    app.add_url_rule("/", view_func=lambda: str(escape("<img>")), endpoint="v")
    return "<" not in app.test_client().get("/").text
