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


first, second = app.test_client(), app.test_client()
first.post("/currency/JPY")
seen = [first.get("/price").text, second.get("/price").text]
first.post("/currency/USD")
seen.append(first.get("/price").text)
print(*seen)
