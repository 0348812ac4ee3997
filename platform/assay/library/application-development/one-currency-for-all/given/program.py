from functools import cache

from flask import Flask, session

app = Flask(__name__)
app.secret_key = "of this program only"


@cache
def currency():
    return session.get("currency", "EUR")


@app.post("/currency/<code>")
def choose(code):
    session["currency"] = code
    return "", 204


@app.get("/price")
def price():
    return currency()


yuki, pierre = app.test_client(), app.test_client()
yuki.post("/currency/JPY")
seen = [yuki.get("/price").text, pierre.get("/price").text]
yuki.post("/currency/USD")
seen.append(yuki.get("/price").text)
print(*seen)
