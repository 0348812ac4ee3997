from app import app, db
from flask import abort, request, url_for
from models import Order
from sqlalchemy import func, select

PAGE_SIZE = app.config["PAGE_SIZE"]


@app.after_request
def name_shop(response):
    response.headers["X-Shop"] = app.config["SHOP"]
    return response


@app.errorhandler(404)
def nothing_here(error):
    return {"error": "There is nothing here."}, 404


def shown(order):
    url = url_for("show_order", number=order.id)
    return {"id": order.id, "goods": order.goods, "url": url}


@app.get("/orders")
def list_orders():
    found = db.session.scalars(select(Order).order_by(Order.id).limit(PAGE_SIZE))
    return [shown(order) for order in found]


@app.post("/orders")
def make_order():
    order = Order(goods=request.json["goods"])
    db.session.add(order)
    db.session.commit()
    return {"id": order.id}, 201


@app.get("/orders/<int:number>")
def show_order(number):
    order = db.session.get(Order, number)
    if order is None:
        abort(404)
    return {"id": order.id, "goods": order.goods}


@app.cli.command("count-orders")
def count_orders():
    print(db.session.scalar(select(func.count()).select_from(Order)), "orders")
