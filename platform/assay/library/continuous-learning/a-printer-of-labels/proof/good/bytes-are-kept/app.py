import itertools
from decimal import Decimal

import labels
from flask import Flask, jsonify, make_response, request
from werkzeug.exceptions import NotFound

app = Flask(__name__)
numbers = itertools.count(1)
rendered = {}


class Refused(Exception):
    pass


@app.errorhandler(Refused)
def refuse(error):
    status, words = error.args
    return jsonify(words), status


def put_on(sheet, text, copies=1):
    try:
        sheet.add(text, copies=copies)
    except labels.LabelError as error:
        if isinstance(error, labels.Full):
            raise Refused(409, {"free": sheet.free}) from error
        raise Refused(422, {"text": text}) from error


@app.route("/sheets", methods=["POST"])
def make_sheet():
    sheet = labels.Sheet(int(Decimal(str(request.json["width"])) * 10))
    for label in request.json["labels"]:
        if label["text"] and not label["text"].isspace():
            put_on(sheet, **label)
    made = {"labels": sheet.seal(), "id": next(numbers)}
    rendered[made["id"]] = sheet.render()
    return made, 201


@app.route("/sheets/<int:number>")
def send_sheet(number):
    if number not in rendered:
        raise NotFound
    response = make_response(rendered[number])
    response.content_type = "application/x-labels"
    return response
