from flask import Flask, request
from rates import rate_of

app = Flask(__name__)


@app.get("/convert")
def convert():
    try:
        amount = float(request.args["amount"])
        currency = request.args["to"]
        return {"amount": round(amount * rate_of(currency), 2), "currency": currency}
    except Exception as error:
        return {"error": str(error)}
