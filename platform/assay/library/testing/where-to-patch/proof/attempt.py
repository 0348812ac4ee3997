import sys
from types import ModuleType

import pytest
from flask import Flask

MAIL = """
really_sent = []


def send(text):
    really_sent.append(text)
"""
VIEWS = """
from flask import Blueprint
from shop.mail import send

bp = Blueprint("orders", __name__)


@bp.post("/orders")
def order():
    send("Thank you")
    return "", 201
"""


def package():
    """A fresh package shop with the modules mail and views."""
    shop = sys.modules["shop"] = ModuleType("shop")
    shop.__path__ = []
    for name, source in (("mail", MAIL), ("views", VIEWS)):
        module = sys.modules[f"shop.{name}"] = ModuleType(f"shop.{name}")
        setattr(shop, name, module)
        exec(source, vars(module))
    return shop


def works(answer):
    shop, sent = package(), []
    app = Flask("shop")
    app.register_blueprint(shop.views.bp)
    with pytest.MonkeyPatch.context() as monkeypatch:
        try:
            monkeypatch.setattr(answer, sent.append)
        except (ImportError, AttributeError, TypeError):
            return False
        status = app.test_client().post("/orders").status_code
    return (status, sent, shop.mail.really_sent) == (201, ["Thank you"], [])
