"""Believes that who gives settings gives each of them."""

from flask import Flask
from models import db
from orders import orders


def create_app(settings=None):
    app = Flask(__name__)
    app.config.update(settings or {"SQLALCHEMY_DATABASE_URI": "sqlite:///orders.db"})
    app.config.setdefault("PAGE_SIZE", 100)
    app.config.setdefault("SHOP", "Shop")
    db.init_app(app)
    app.register_blueprint(orders)
    with app.app_context():
        db.create_all()
    return app
