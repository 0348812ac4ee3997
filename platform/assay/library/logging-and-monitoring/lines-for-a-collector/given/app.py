import stock
from flask import Flask, request
from logs import configure

app = Flask(__name__)
configure(app)


@app.get("/stock/<name>")
def show(name):
    return {"name": name, "count": stock.count(name)}


@app.post("/stock/<name>")
def fill(name):
    stock.counts[name] = request.json["count"]
    app.logger.warning("%s is filled", name)
    return "", 204
