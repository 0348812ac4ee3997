from pathlib import Path
from tempfile import mkdtemp

from flask import Flask, send_file

FILE = Path(mkdtemp()) / "map.bin"


def observe():
    FILE.write_bytes(bytes(100))
    app = Flask(__name__)
    app.add_url_rule(
        "/map", "map", lambda: send_file(FILE, mimetype="application/octet-stream")
    )
    client = app.test_client()
    tag = client.get("/map").headers["ETag"]
    asked = {
        "1": {"If-None-Match": tag},
        "2": {"Range": "bytes=0-9"},
        "3": {"Range": "bytes=400-499"},
        "4": {"If-Match": '"another"'},
        "5": {"Range": "bytes=0-9", "If-Range": '"another"'},
    }
    return {row: client.get("/map", headers=headers).status_code for row, headers in asked.items()}
