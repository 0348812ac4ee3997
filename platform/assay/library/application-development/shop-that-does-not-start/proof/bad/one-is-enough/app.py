"""Believes that a process has one application."""

from flask import Flask
from models import db
from orders import orders


made = []


def create_app(settings=None):
    if made:
        return made[0]
    app = Flask(__name__)
    made.append(app)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///orders.db"
    app.config["PAGE_SIZE"] = 20
    app.config["SHOP"] = "Shop"
    app.config.update(settings or {})
    db.init_app(app)
    app.register_blueprint(orders)
    with app.app_context():
        db.create_all()
    return app
