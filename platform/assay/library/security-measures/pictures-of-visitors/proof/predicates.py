import io
import tempfile
from pathlib import Path

from flask import Flask, abort, request, send_from_directory
from werkzeug.utils import secure_filename

SHOP = "https://shop.example"
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ACTIVE = {"image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "application/xml"}
"""Types of documents in which a browser runs scripts when they are opened by themselves."""


def runs_as_the_shop(response, host):
    """Whether a browser that opens the address runs the script with the rights of the shop."""
    is_shown = not response.headers.get("Content-Disposition", "").startswith("attachment")
    policy = response.headers.get("Content-Security-Policy", "")
    is_free = "sandbox" not in policy.split()
    return host == SHOP and is_shown and is_free and response.mimetype in ACTIVE


def is_safe(check=lambda file: None, name=lambda text: text, host=SHOP, headers=(), **options):
    with tempfile.TemporaryDirectory() as place:
        app = Flask("shop")

        @app.post("/pictures")
        def add():
            file = request.files["picture"]
            check(file)
            file.save(Path(place) / name(file.filename))
            return ""

        @app.get("/pictures/<path:name>")
        def picture(name):
            response = send_from_directory(place, name, **options)
            response.headers.update(dict(headers))
            return response

        client = app.test_client()
        sent = {"picture": (io.BytesIO(SCRIPT), "tea.svg", "image/svg+xml")}
        client.post("/pictures", data=sent, content_type="multipart/form-data")
        response = client.get("/pictures/tea.svg", base_url=host)
        fetched = response.status_code == 404 or response.data == SCRIPT
        return fetched and not runs_as_the_shop(response, host)


assert not is_safe()


def a():
    return is_safe(name=secure_filename)


def b():
    return is_safe(as_attachment=True)


def c():
    return is_safe(headers={"X-Content-Type-Options": "nosniff"})


def d():
    return is_safe(headers={"Content-Security-Policy": "sandbox"})


def e():
    def check(file):
        if not file.mimetype.startswith("image/"):
            abort(415)

    return is_safe(check)


def f():
    return is_safe(host="https://shop-pictures.example")
