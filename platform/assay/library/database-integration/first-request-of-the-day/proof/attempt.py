from pathlib import Path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text
from sqlalchemy.exc import SQLAlchemyError


def works(answer):
    """Whether a request does its work although the pooled connections have died."""
    app = Flask("shop")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path.cwd() / 'shop.db'}"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {answer: True}
    opened = []
    try:
        db = SQLAlchemy(app)
        with app.app_context():
            event.listen(db.engine, "connect", lambda connection, _: opened.append(connection))
            db.session.execute(text("SELECT 1"))
    except TypeError:
        return False
    for connection in opened:
        connection.close()
    with app.app_context():
        try:
            return db.session.scalar(text("SELECT 1")) == 1
        except SQLAlchemyError:
            return False
