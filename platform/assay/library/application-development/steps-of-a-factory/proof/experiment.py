import os
from pathlib import Path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

LINES = {
    "a": "with app.app_context(): db.create_all()",
    "b": "app.config.from_object(Defaults)",
    "c": "db.init_app(app)",
    "d": "return app",
    "e": 'app = Flask("shop")',
    "f": 'app.config.from_prefixed_env("SHOP")',
}
HERE = "sqlite:///here.db"
SERVER = "sqlite:///server.db"
NAME = "SHOP_SQLALCHEMY_DATABASE_URI"

db = SQLAlchemy()


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Defaults:
    SQLALCHEMY_DATABASE_URI = HERE


def works(order):
    """Whether the factory with its lines in this order is right on both machines."""
    source = "def create_app():\n" + "".join(f"    {LINES[name]}\n" for name in order)
    module = {"Flask": Flask, "db": db, "Defaults": Defaults}
    exec(source, module)
    create_app = module["create_app"]
    try:
        return has_tables(create_app, HERE) and has_tables(create_app, SERVER)
    except (UnboundLocalError, RuntimeError, KeyError, SQLAlchemyError):
        return False


def has_tables(create_app, address):
    """Whether what is made on that machine has its table in that machine's database."""
    os.environ.pop(NAME, None)
    if address == SERVER:
        os.environ[NAME] = SERVER
    app = create_app()
    if app is None:
        return False
    with app.app_context():
        right = address.endswith("/" + Path(db.engine.url.database).name)
        found = inspect(db.engine).get_table_names()
        db.drop_all()
        return right and found == ["note"]
