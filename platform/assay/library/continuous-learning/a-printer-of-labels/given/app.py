from flask import Flask, request
from labels import Sheet

app = Flask(__name__)
sheets = {}


@app.post("/sheets")
def make_sheet():
    told = request.get_json()
    sheet = Sheet(told["width"])
    return {"id": 1, "labels": 0}, 201
