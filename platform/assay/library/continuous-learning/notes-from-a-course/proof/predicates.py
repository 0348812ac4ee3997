import importlib
import importlib.metadata
import os
import sys
from pathlib import Path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy


def made():
    app = Flask("shop")
    app.logger.disabled = True
    return app


def a():
    made()
    return not any(one.startswith("blinker") for one in importlib.metadata.requires("flask"))


def b():
    sys.modules["asgiref"] = sys.modules["asgiref.sync"] = None
    app = made()

    @app.get("/")
    async def view():
        return "ok"

    return app.test_client().get("/").status_code == 500


def c():
    os.environ["FLASK_ENV"] = "development"
    return made().debug


def d():
    app = made()
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"
    db = SQLAlchemy(app)
    with app.app_context():
        return Path(db.engine.url.database) == Path(app.instance_path) / "shop.db"


def e():
    app = made()
    app.add_url_rule("/", view_func=lambda: {"b": 1, "a": 2}, endpoint="view")
    return app.test_client().get("/").text.strip() == '{"a":2,"b":1}'


def f():
    made()
    folder = Path("kitchen")
    folder.mkdir(exist_ok=True)
    (folder / "tea.py").write_text("price = 3\n")
    sys.path.insert(0, os.getcwd())
    importlib.invalidate_caches()
    try:
        return importlib.import_module("kitchen.tea").price != 3
    except ImportError:
        return True
