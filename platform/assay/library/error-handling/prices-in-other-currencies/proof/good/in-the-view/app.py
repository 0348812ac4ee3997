from flask import Flask, make_response, request
from rates import RatesUnavailable, UnknownCurrency, rate_of
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


def refused(status, words, headers=()):
    return make_response({"error": words}, status, dict(headers))


@app.get("/convert")
def convert():
    amount = request.args.get("amount", type=float)
    currency = request.args.get("to")
    if amount is None or currency is None or not 0 <= amount < float("inf"):
        return refused(400, "Say an amount and a currency.")
    try:
        rate = rate_of(currency)
    except UnknownCurrency:
        return refused(404, "This currency is not known.")
    except RatesUnavailable:
        return refused(503, "Ask again later.", {"Retry-After": 30})
    return {"amount": round(amount * rate, 2), "currency": currency}


def plain(error):
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return refused(error.code, error.name, headers)


app.register_error_handler(HTTPException, plain)
