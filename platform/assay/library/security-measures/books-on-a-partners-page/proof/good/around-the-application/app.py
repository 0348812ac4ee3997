import os
from itertools import count

from flask import Flask, abort, request, session

ORIGINS = os.environ.get("ORIGINS", "https://books.example").split()

app = Flask(__name__)
app.secret_key = os.urandom(16)
app.config.update(SESSION_COOKIE_SAMESITE="None", SESSION_COOKIE_SECURE=True)
numbers, loans = count(1), {}


class Pages:
    """Lets pages of ORIGINS through, and others look only."""

    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        origin, method = environ.get("HTTP_ORIGIN", ""), environ["REQUEST_METHOD"]
        more = [("Vary", "Origin")]
        if origin in ORIGINS:
            more.append(("Access-Control-Allow-Origin", origin))
            more.append(("Access-Control-Allow-Credentials", "true"))
            more.append(("Access-Control-Allow-Methods", "GET, POST, DELETE"))
            more.append(("Access-Control-Allow-Headers", "content-type"))

        def start(status, headers, *failure):
            told = ", ".join(value for name, value in headers if name.lower() == "vary")
            kept = [pair for pair in headers if pair[0].lower() != "vary"]
            vary = ("Vary", f"{told}, Origin" if told else "Origin")
            return start_response(status, [*kept, vary, *more[1:]], *failure)

        if origin not in ORIGINS and method not in {"GET", "HEAD", "OPTIONS"}:
            start("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"not from this page"]
        return self.inner(environ, start)


app.wsgi_app = Pages(app.wsgi_app)


def own_loan(number):
    loan = loans.get(number)
    return loan if loan and loan["card"] == card() else abort(404)


def card():
    return session.get("card") or abort(401)


@app.post("/session")
def sign_in():
    session["card"] = request.get_json()["card"]
    return "", 204


@app.delete("/session")
def sign_out():
    session.clear()
    return "", 204


@app.get("/loans")
def list_loans():
    return [loan for loan in loans.values() if loan["card"] == card()]


@app.post("/loans")
def lend():
    if not request.is_json:
        abort(415)
    loan = {"id": next(numbers), "card": card(), "book": request.json["book"], "weeks": 4}
    return loans.setdefault(loan["id"], loan), 201


@app.post("/loans/<int:number>/extension")
def extend(number):
    loan = own_loan(number)
    loan["weeks"] += 2
    return loan


@app.delete("/loans/<int:number>")
def give_back(number):
    return loans.pop(own_loan(number)["id"])
