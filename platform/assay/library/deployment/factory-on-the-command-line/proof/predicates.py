import os
import shlex
import sys

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.errors import AppImportError
from werkzeug.test import Client

os.makedirs("shop", exist_ok=True)
with open("shop/__init__.py", "w") as file:
    file.write("""
from flask import Flask


def create_app():
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "tea", endpoint="index")
    return app
""")


def serves(command):
    """Whether what Gunicorn loads for this command answers a request. No socket is opened."""
    sys.argv = shlex.split(command)
    try:
        loaded = WSGIApplication("%(prog)s").wsgi()
        return Client(loaded).get("/").text == "tea"
    except (SystemExit, AppImportError, ImportError, TypeError):
        return False


def a():
    return serves('gunicorn "shop:create_app"')


def b():
    return serves('gunicorn "shop.create_app"')


def c():
    return serves('gunicorn --factory "shop:create_app"')


def d():
    return serves('gunicorn "shop:create_app()"')
