from app import db
from flask import abort, jsonify, request, url_for
from models import Order


def list_orders(size):
    def view():
        found = db.session.execute(db.select(Order).order_by(Order.id).limit(size)).scalars()
        return jsonify(
            [
                {"id": one.id, "goods": one.goods, "url": url_for("show_order", number=one.id)}
                for one in found
            ]
        )

    return view


def make_order():
    order = Order(goods=request.json["goods"])
    db.session.add(order)
    db.session.commit()
    return jsonify(id=order.id), 201


def show_order(number):
    order = db.session.get(Order, number) or abort(404)
    return jsonify(id=order.id, goods=order.goods)


def count_orders():
    print(f"{len(db.session.scalars(db.select(Order.id)).all())} orders")


def install(app):
    def name_shop(response):
        response.headers["X-Shop"] = app.config["SHOP"]
        return response

    app.after_request(name_shop)
    app.register_error_handler(404, lambda error: ({"error": "There is nothing here."}, 404))
    app.add_url_rule("/orders", "list_orders", list_orders(app.config["PAGE_SIZE"]))
    app.add_url_rule("/orders", view_func=make_order, methods=["POST"])
    app.add_url_rule("/orders/<int:number>", view_func=show_order)
    app.cli.command("count-orders")(count_orders)
