from flask import Flask
from models import db
from orders import orders


def create_app(settings=None):
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///orders.db"
    app.config["PAGE_SIZE"] = 20
    app.config["SHOP"] = "Shop"
    app.config.update(settings or {})
    db.init_app(app)
    app.register_blueprint(orders)
    with app.app_context():
        db.create_all()
    return app
