import tempfile
from pathlib import Path

from flask import Flask, redirect, request, send_file, send_from_directory
from werkzeug.utils import secure_filename


def answered(view, address="/", root="."):
    app = Flask("shop", root_path=str(Path(root).resolve()))
    app.add_url_rule("/", view_func=view, endpoint="view")
    return app.test_client().get(address)


def a():
    return "/" not in secure_filename("../../etc/passwd")


def b():
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "secret.txt").write_text("secret")
        folder = Path(place) / "public"
        folder.mkdir()
        assert (folder / "../secret.txt").exists()
        return answered(lambda: send_from_directory(folder, "../secret.txt")).status_code == 404


def c():
    return answered(lambda: redirect("https://evil.example/")).status_code == 400


def d():
    return secure_filename("日本") == "日本"


def e():
    return answered(lambda: request.args["q"], "/?q=<b>").text == "&lt;b&gt;"


def f():
    with tempfile.TemporaryDirectory() as place:
        secret = Path(place) / "secret.txt"
        secret.write_text("secret")
        folder = Path(place) / "shop"
        folder.mkdir()
        response = answered(lambda: send_file(request.args["name"]), f"/?name={secret}", folder)
        return response.status_code == 200 and response.text == "secret"
