from itertools import count

from flask import Flask, jsonify, request
from flask.views import MethodView


class Refused(Exception):
    pass


class Ledger:
    """Every payment is a line; what is left is what the lines leave."""

    def __init__(self):
        self.amounts, self.lines, self.numbers = {}, [], count(100)

    def open(self, amount):
        if self.checked(amount) > 50_000:
            raise Refused(400)
        code = f"gift-{next(self.numbers)}"
        self.amounts[code] = amount
        return code

    def checked(self, amount):
        if isinstance(amount, bool) or not isinstance(amount, int) or amount < 1:
            raise Refused(400)
        return amount

    def known(self, code):
        if code.casefold() not in self.amounts:
            raise Refused(404)
        return code.casefold()

    def left(self, code):
        return self.amounts[code] - sum(amount for one, _, amount in self.lines if one == code)

    def paid(self, code, order):
        return [line for line in self.lines if line[:2] == (code, order)]


def create_app():
    app, ledger = Flask(__name__), Ledger()

    def told(code):
        return {
            "left": ledger.left(code),
            "amount": ledger.amounts[code],
            "code": code,
            "currency": "EUR",
        }

    @app.errorhandler(Refused)
    def refused(error):
        return jsonify(error="Refused."), error.args[0]

    @app.route("/vouchers", methods=["POST"])
    def make():
        return told(ledger.open(request.json.get("amount"))), 201

    @app.route("/vouchers/<code>")
    def show(code):
        return told(ledger.known(code))

    class Payments(MethodView):
        def post(self, code):
            code, asked = ledger.known(code), request.json
            before = ledger.paid(code, asked["order"])
            line = (code, asked["order"], ledger.checked(asked["amount"]))
            if before and before != [line]:
                raise Refused(422)
            if not before:
                if ledger.left(code) < asked["amount"]:
                    raise Refused(409)
                ledger.lines.append(line)
            answer = {"order": line[1], "amount": line[2], "left": ledger.left(code)}
            return answer, 200 if before else 201

        def delete(self, code, order):
            before = ledger.paid(ledger.known(code), order)
            if not before:
                raise Refused(404)
            ledger.lines.remove(before[0])
            return {}, 204

    view = Payments.as_view("payments")
    app.add_url_rule("/vouchers/<code>/payments", view_func=view, methods=["POST"])
    app.add_url_rule("/vouchers/<code>/payments/<order>", view_func=view, methods=["DELETE"])
    return app
