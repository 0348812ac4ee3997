from decimal import Decimal, InvalidOperation
from types import SimpleNamespace

from flask import Flask, abort, request

LINES = {
    "a": "cache.pop(number, None)",
    "b": "row.price = price",
    "c": "tell_windows(number)",
    "d": 'price = decimal_of(request.form["price"])',
    "e": "commit()",
}
OLD, NEW = Decimal("4.90"), Decimal("5.20")
app = Flask("shop")


class Shop:
    """Runs the lines in this order; a reader comes after each of them when it is busy."""

    def __init__(self, order, *, is_busy=False, fails=False):
        self.order, self.is_busy, self.fails = order, is_busy, fails
        self.table, self.cache, self.windows = {7: OLD}, {}, []
        self.row = SimpleNamespace(price=OLD)

    def read(self, number):
        return self.cache.setdefault(number, self.table[number])

    def commit(self):
        if self.fails:
            raise ConnectionError
        self.table[7] = self.row.price

    def decimal_of(self, text):
        try:
            return Decimal(text)
        except InvalidOperation:
            abort(400)

    def change(self, text):
        names = {
            "cache": self.cache,
            "row": self.row,
            "number": 7,
            "request": request,
            "commit": self.commit,
            "decimal_of": self.decimal_of,
            "tell_windows": lambda number: self.windows.append(self.read(number)),
        }
        self.read(7)
        with app.test_request_context("/", method="POST", data={"price": text}):
            try:
                for name in self.order:
                    exec(LINES[name], names)
                    if self.is_busy:
                        self.read(7)
            except Exception as error:
                return type(error).__name__
        return "done"


def works(order):
    for is_busy in (False, True):
        shop = Shop(order, is_busy=is_busy)
        if shop.change("5.20") != "done" or shop.read(7) != NEW or shop.windows != [NEW]:
            return False
    wrong = Shop(order)
    is_refused = wrong.change("much") == "BadRequest" and wrong.row.price == OLD
    broken = Shop(order, fails=True)
    is_quiet = broken.change("5.20") == "ConnectionError" and not broken.windows
    return is_refused and is_quiet and not wrong.windows and wrong.table == {7: OLD}
