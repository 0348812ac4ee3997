from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
USUAL = {"SQLALCHEMY_DATABASE_URI": "sqlite:///orders.db", "PAGE_SIZE": 20, "SHOP": "Shop"}


def create_app(settings=None):
    from orders import install

    app = Flask(__name__)
    app.config.from_mapping({**USUAL, **(settings or {})})
    db.init_app(app)
    install(app)
    with app.app_context():
        db.create_all()
    return app
