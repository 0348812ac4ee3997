"""Believes that nothing is lost where somebody signs in."""

import os
from itertools import count

from flask import Flask, abort, request, session

ORIGINS = os.environ.get("ORIGINS", "https://books.example").split()

app = Flask(__name__)
app.secret_key = os.urandom(16)
app.config.update(SESSION_COOKIE_SAMESITE="None", SESSION_COOKIE_SECURE=True)
numbers, loans = count(1), {}


def is_ours():
    return request.headers.get("Origin") in ORIGINS


@app.before_request
def check_page():
    if request.method not in ("GET", "HEAD", "OPTIONS") and request.path != "/session" and not is_ours():
        abort(403)


@app.after_request
def let_pages_read(response):
    response.vary.add("Origin")
    if is_ours():
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        response.headers["Access-Control-Allow-Credentials"] = "true"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "POST, DELETE"
            response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    return response


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
    number = next(numbers)
    book = request.get_json()["book"]
    loans[number] = {"id": number, "card": card(), "book": book, "weeks": 4}
    return loans[number], 201


@app.post("/loans/<int:number>/extension")
def extend(number):
    loan = own_loan(number)
    loan["weeks"] += 2
    return loan


@app.delete("/loans/<int:number>")
def give_back(number):
    return loans.pop(own_loan(number)["id"])
