import jobs
import post
from flask import Blueprint, Flask, abort, current_app, request
from models import SETTINGS, Order, db
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

orders = Blueprint("orders", __name__, cli_group=None)


def shown(order):
    return {"id": order.id, "address": order.address, "state": order.state}


def change(number, before, after):
    fits = (Order.id == number, Order.receipt == before, Order.state == "open")
    done = db.session.execute(update(Order).where(*fits).values(receipt=after))
    db.session.commit()
    return done.rowcount == 1


def send_receipt(number):
    if not change(number, "due", "sending"):
        return
    order = db.session.get(Order, number)
    try:
        post.send(order.address, f"Your order {order.reference}")
    except post.Unreachable:
        change(number, "sending", "due")
        raise
    change(number, "sending", "sent")


def ask_for(number):
    try:
        jobs.put("receipt", number=number)
    except jobs.Down:
        current_app.logger.warning("the receipt of order %s waits", number)


@orders.post("/orders")
def make_order():
    order = Order(reference=request.json["reference"], address=request.json["address"])
    db.session.add(order)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        abort(409)
    ask_for(order.id)
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
    due = select(Order.id).where(Order.receipt == "due", Order.state == "open")
    for number in db.session.scalars(due).all():
        ask_for(number)


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
