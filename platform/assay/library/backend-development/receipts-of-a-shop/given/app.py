import jobs
import post
from flask import Blueprint, Flask, abort, request
from models import SETTINGS, Order, db

orders = Blueprint("orders", __name__, cli_group=None)


def shown(order):
    return {"id": order.id, "address": order.address, "state": order.state}


def send_receipt(order):
    post.send(order.address, f"Your order {order.reference}")
    order.receipt = "sent"


@orders.post("/orders")
def make_order():
    order = Order(reference=request.json["reference"], address=request.json["address"])
    db.session.add(order)
    jobs.put("receipt", order=order)
    db.session.commit()
    return shown(order), 201


@orders.get("/orders/<int:number>")
def show_order(number):
    return shown(db.session.get(Order, number) or abort(404))


@orders.patch("/orders/<int:number>")
def change_order(number):
    order = db.session.get(Order, number) or abort(404)
    order.address = request.json.get("address", order.address)
    order.state = request.json.get("state", order.state)
    db.session.commit()
    return shown(order)


@orders.cli.command("resend")
def resend():
    """Ask for the receipts that are still due."""


def create_app(settings=None):
    app = Flask(__name__)
    app.config.from_mapping(SETTINGS)
    app.config.update(settings or {})
    app.extensions["jobs"] = {"receipt": send_receipt}
    app.register_blueprint(orders)
    db.init_app(app)
    with app.app_context():
        db.create_all()
    return app
