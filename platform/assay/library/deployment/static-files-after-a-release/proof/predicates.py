import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, url_for

ADDRESS = "/static/site.css"


@contextmanager
def shop():
    """An application and its style; the file can be changed."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "static").mkdir()
        (Path(place) / "shop.py").write_text("secret = 1")
        style = Path(place) / "static/site.css"
        style.write_text("old {}")
        yield Flask("shop", root_path=place), style


def change(style):
    style.write_text("new style {}")
    os.utime(style, (1, 1))


def a():
    with shop() as (app, style):
        client = app.test_client()
        known = {"If-None-Match": client.get(ADDRESS).headers["ETag"]}
        same = client.get(ADDRESS, headers=known).status_code
        change(style)
        return [same, client.get(ADDRESS, headers=known).status_code] == [304, 200]


def b():
    with shop() as (app, _):
        return app.test_client().get(ADDRESS).cache_control.max_age == 12 * 60 * 60


def c():
    with shop() as (app, style), app.test_request_context():
        before = url_for("static", filename="site.css")
        change(style)
        return url_for("static", filename="site.css") != before


def d():
    with shop() as (app, _):
        assert (Path(app.root_path) / "static/../shop.py").exists()
        return app.test_client().get("/static/../shop.py").status_code == 404


def e():
    with shop() as (app, style):
        client = app.test_client()
        first = client.get(ADDRESS).text
        change(style)
        return client.get(ADDRESS).text == first
