import os
from itertools import count

from flask import Flask, request

MOST_DAYS = int(os.environ.get("LOAN_MOST_DAYS", "14"))
MOST_AT_ONCE = int(os.environ.get("LOAN_MOST_AT_ONCE") or 2)
TOOLS = os.environ.get("LOAN_TOOLS", "drill,ladder,saw").split(",")

app = Flask(__name__)
numbers = count(1)
loans = {}


def refused(status, error):
    return {"error": error}, status


@app.get("/tools")
def list_tools():
    lent = {loan["tool"] for loan in loans.values()}
    return [{"name": name, "free": name not in lent} for name in TOOLS]


@app.post("/loans")
def lend():
    tool, days = request.json["tool"], request.json["days"]
    if tool not in TOOLS:
        return refused(404, "unknown_tool")
    if not 1 <= days <= MOST_DAYS:
        return refused(422, "bad_days")
    if any(loan["tool"] == tool for loan in loans.values()):
        return refused(409, "lent")
    if len(loans) >= MOST_AT_ONCE:
        return refused(409, "too_many")
    number = f"L-{next(numbers)}"
    loans[number] = {"number": number, "tool": tool, "days": days}
    return loans[number], 201


@app.get("/loans/<number>")
def show(number):
    return loans.get(number) or refused(404, "unknown_loan")


@app.post("/loans/<number>/extension")
def extend(number):
    loan, days = loans.get(number), request.json["days"]
    if not loan:
        return refused(404, "unknown_loan")
    if loan["days"] + days > MOST_DAYS:
        return refused(422, "bad_days")
    loan["days"] += days
    return loan


@app.delete("/loans/<number>")
def end(number):
    return ("", 204) if loans.pop(number, None) else refused(404, "unknown_loan")
