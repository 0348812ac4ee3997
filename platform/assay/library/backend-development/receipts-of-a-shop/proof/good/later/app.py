from contextlib import suppress

import jobs
import post
import sqlalchemy as sa
from flask import Flask, after_this_request, jsonify, make_response, request
from models import SETTINGS, Order, db
from werkzeug.exceptions import NotFound


class Shop(Flask):
    def __init__(self, settings):
        super().__init__(__name__)
        self.config.from_mapping({**SETTINGS, **settings})
        db.init_app(self)
        self.extensions["jobs"] = {"receipt": self.deliver_receipt}
        self.add_url_rule("/orders", view_func=self.make, methods=["POST"])
        self.add_url_rule("/orders/<int:number>", view_func=self.one, methods=["GET", "PATCH"])
        self.cli.command("resend")(self.resend)
        self.register_error_handler(sa.exc.IntegrityError, lambda error: ("", 409))

    def put(self, number):
        with suppress(jobs.Down):
            jobs.put("receipt", order_id=number)

    def make(self):
        order = Order(**{name: request.json[name] for name in ("reference", "address")})
        with db.session.begin():
            db.session.add(order)
        number = order.id

        @after_this_request
        def ask(response):
            self.put(number)
            return response

        return make_response(self.told(order), 201)

    def told(self, order):
        return jsonify(id=order.id, address=order.address, state=order.state)

    def one(self, number):
        order = db.session.get(Order, number)
        if order is None:
            raise NotFound
        if request.method == "PATCH":
            for name in {"address", "state"} & set(request.json):
                setattr(order, name, request.json[name])
            db.session.commit()
        return self.told(order)

    def deliver_receipt(self, order_id):
        mine = sa.update(Order).filter_by(id=order_id, receipt="due", state="open")
        told = db.session.execute(mine.values(receipt="sent").returning(Order.address, Order.reference))
        row = told.first()
        db.session.commit()
        if row is None:
            return
        address, reference = row
        try:
            post.send(address, "Your order " + reference)
        except BaseException:
            db.session.execute(sa.update(Order).filter_by(id=order_id).values(receipt="due"))
            db.session.commit()
            raise

    def resend(self):
        for order in Order.query.filter_by(receipt="due").filter(Order.state != "cancelled"):
            self.put(order.id)


def create_app(settings=None):
    app = Shop(settings or {})
    with app.app_context():
        db.create_all()
    return app
