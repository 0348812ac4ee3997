from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/delivery")
def delivery():
    grams = request.args.get("grams", type=int)
    goods = request.args.get("goods", 0, type=int)
    express = request.args.get("express") == "yes"
    if grams is None or grams < 1:
        abort(400)
    if grams > 10000:
        abort(422)
    cents = 490 if grams <= 2000 else 990
    if goods >= 5000:
        return {"cents": 0}
    if express:
        return {"cents": cents * 2}
    return {"cents": cents}
