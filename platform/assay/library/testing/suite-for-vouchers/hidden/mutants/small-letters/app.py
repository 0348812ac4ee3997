import secrets

from flask import Flask, abort, request


def whole(value):
    return type(value) is int and value > 0


def create_app():
    app = Flask(__name__)
    vouchers = {}

    def found(code):
        return vouchers.get(code.upper()) or abort(404)

    def shown(code):
        voucher = found(code)
        return {"code": code.upper(), "amount": voucher["amount"], "left": voucher["left"]}

    @app.post("/vouchers")
    def make():
        amount = request.get_json().get("amount")
        if not whole(amount) or amount > 50000:
            abort(400)
        code = "V" + secrets.token_hex(5).upper()
        vouchers[code] = {"amount": amount, "left": amount, "paid": {}}
        return shown(code), 201

    @app.get("/vouchers/<code>")
    def show(code):
        return shown(code)

    @app.post("/vouchers/<code>/payments")
    def pay(code):
        voucher, told = vouchers.get(code) or abort(404), request.get_json()
        order, amount = told["order"], told["amount"]
        if not whole(amount):
            abort(400)
        paid = voucher["paid"].get(order)
        if paid is not None and paid != amount:
            abort(422)
        if paid is not None:
            return {"order": order, "amount": amount}
        if amount > voucher["left"]:
            abort(409)
        voucher["left"] -= amount
        voucher["paid"][order] = amount
        return {"order": order, "amount": amount}, 201

    @app.delete("/vouchers/<code>/payments/<order>")
    def give_back(code, order):
        voucher = found(code)
        if order not in voucher["paid"]:
            abort(404)
        voucher["left"] += voucher["paid"].pop(order)
        return "", 204

    return app
