from dataclasses import dataclass

from flask import Flask, jsonify, request

app = Flask(__name__)
PRICES = {2000: 490, 10000: 990}


class Refused(Exception):
    pass


@dataclass
class Parcel:
    grams: int
    goods: int
    is_express: bool

    @property
    def price(self):
        usual = next(cents for most, cents in PRICES.items() if self.grams <= most)
        if self.is_express:
            return usual + usual
        return usual if self.goods < 5000 else 0


@app.errorhandler(Refused)
def refused(error):
    return jsonify(error="This parcel is not taken."), error.args[0]


def asked():
    try:
        grams = int(request.args["grams"])
    except (KeyError, ValueError):
        raise Refused(400) from None
    if grams <= 0:
        raise Refused(400)
    if grams > max(PRICES):
        raise Refused(422)
    return Parcel(grams, int(request.args.get("goods") or 0), request.args.get("express") == "yes")


@app.route("/delivery")
def delivery():
    parcel = asked()
    return jsonify(cents=parcel.price, currency="EUR", grams=parcel.grams)
