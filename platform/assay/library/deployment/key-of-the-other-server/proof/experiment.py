import os
import sys
from pathlib import Path

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.errors import AppImportError
from werkzeug.test import Client

SHOP = """
import os

from flask import Flask, session

app = Flask(__name__)
app.logger.disabled = True


@app.get("/cart")
def cart():
    return session.get("item", "")


@app.post("/cart/<item>")
def add(item):
    session["item"] = item
    return "", 204


if __name__ == "__main__":
    app.secret_key = os.environ["SHOP_KEY"]
    app.run()
"""


def observe():
    """[status, what the next request finds] of what Gunicorn loads. No socket is opened."""
    Path("shop.py").write_text(SHOP)
    os.environ["SHOP_KEY"] = "k"
    sys.argv = ["gunicorn", "shop:app"]
    try:
        client = Client(WSGIApplication("%(prog)s").wsgi())
    except (SystemExit, AppImportError, ImportError):
        return "nothing is served"
    status = client.post("/cart/tea").status_code
    return [status, client.get("/cart").text]
