"""Believes that a view keeps its endpoint when it moves."""

from flask import Blueprint, abort, current_app, request, url_for
from models import Order, db
from sqlalchemy import func, select

orders = Blueprint("orders", __name__, cli_group=None)


@orders.after_app_request
def name_shop(response):
    response.headers["X-Shop"] = current_app.config["SHOP"]
    return response


@orders.app_errorhandler(404)
def nothing_here(error):
    return {"error": "There is nothing here."}, 404


def shown(order):
    url = url_for("show_order", number=order.id)
    return {"id": order.id, "goods": order.goods, "url": url}


@orders.get("/orders")
def list_orders():
    size = current_app.config["PAGE_SIZE"]
    found = db.session.scalars(select(Order).order_by(Order.id).limit(size))
    return [shown(order) for order in found]


@orders.post("/orders")
def make_order():
    order = Order(goods=request.json["goods"])
    db.session.add(order)
    db.session.commit()
    return {"id": order.id}, 201


@orders.get("/orders/<int:number>")
def show_order(number):
    order = db.session.get(Order, number)
    if order is None:
        abort(404)
    return {"id": order.id, "goods": order.goods}


@orders.cli.command("count-orders")
def count_orders():
    print(db.session.scalar(select(func.count()).select_from(Order)), "orders")
