"""Believes that an address is a text with an @."""

import csv
import io
import re
from datetime import date

import store
from flask import Flask, abort, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1_000_000
FIELDS = ("email", "name", "since")


@app.get("/members")
def list_members():
    return [store.members[email] for email in sorted(store.members)]


def read_rows(file):
    """(row number, cells by column) for each row that is not blank."""
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        abort(400, "This is no UTF-8.")
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    head = [cell.strip().lower() for cell in next(rows, [])]
    if not set(FIELDS) <= set(head):
        abort(400, "A column is missing.")
    for number, cells in enumerate(rows, 2):
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * len(head)]
            yield number, {name: padded[head.index(name)].strip() for name in FIELDS}


def is_day(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def wrong_fields(row, seen):
    name, _, host = row["email"].partition("@")
    if "@" not in row["email"] or row["email"] in seen:
        yield "email"
    if not row["name"]:
        yield "name"
    if row["since"] and not is_day(row["since"]):
        yield "since"


@app.post("/members/import")
def take_members():
    if "file" not in request.files:
        abort(400, "There is no file.")
    found, errors = {}, []
    for number, row in read_rows(request.files["file"]):
        row["email"] = row["email"].lower()
        errors += [{"row": number, "field": field} for field in wrong_fields(row, found)]
        found[row["email"]] = row | {"since": row["since"] or None}
    if errors:
        return {"errors": errors}, 422
    told = {"added": 0, "changed": 0, "same": 0}
    for email, row in found.items():
        known = store.members.get(email)
        told["added" if known is None else "same" if known == row else "changed"] += 1
    if request.args.get("dry") != "1":
        store.members.update(found)
    return told
