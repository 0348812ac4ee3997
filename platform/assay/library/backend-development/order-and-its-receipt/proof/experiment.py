from pathlib import Path

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

LINES = {
    "a": "send_receipt.delay(order.id)",
    "b": "db.session.add(order)",
    "c": 'return {"id": order.id}, 201',
    "d": 'order = Order(email=request.get_json()["email"])',
    "e": "db.session.commit()",
}
EMAIL = "linh@shop.example"

app = Flask("shop")
app.logger.disabled = True
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path.cwd() / 'orders.db'}"
db = SQLAlchemy(app)
app.add_url_rule("/orders", view_func=lambda: "", endpoint="orders", methods=["POST"])


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String, nullable=False)


with app.app_context():
    db.drop_all()
    db.create_all()
    engine = db.engine


class SendReceipt:
    """A task that begins at once, with a session of its own."""

    def __init__(self):
        self.mailed = []

    def delay(self, number):
        with Session(engine) as session:
            order = session.get(Order, number) if number else None
            self.mailed.append(order and order.email)


def works(order):
    """Whether the view with its lines in this order keeps the order and the task finds it."""
    task = SendReceipt()
    names = {"db": db, "Order": Order, "request": request, "send_receipt": task}
    exec("def add():\n" + "".join(f"    {LINES[name]}\n" for name in order), names)
    app.view_functions["orders"] = names["add"]
    response = app.test_client().post("/orders", json={"email": EMAIL})
    with Session(engine) as session:
        kept = session.scalars(select(Order.email)).all()
        if kept:
            session.execute(delete(Order))
            session.commit()
    return (response.status_code, kept, task.mailed) == (201, [EMAIL], [EMAIL])
