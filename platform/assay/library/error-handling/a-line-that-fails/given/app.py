from flask import Flask, current_app
from partner import Uncertain, Unavailable

app = Flask(__name__)


@app.errorhandler(Unavailable)
def unavailable(error):
    return {"error": "Ask again later."}, 503, {"Retry-After": "30"}


@app.errorhandler(Uncertain)
def uncertain(error):
    return {"error": "Look whether it was done before you ask again."}, 502


@app.post("/orders/<name>")
def order(name):
    answer = current_app.config["PARTNER"].ask("POST", f"/orders/{name}", seconds=5)
    return {"status": answer.status}
