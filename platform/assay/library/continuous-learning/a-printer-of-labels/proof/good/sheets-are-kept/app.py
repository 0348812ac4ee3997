from flask import Flask, Response, abort, request
from labels import Full, Sheet, TooWide

app = Flask(__name__)
sheets = {}


@app.post("/sheets")
def make_sheet():
    told = request.get_json()
    sheet = Sheet(round(told["width"] * 10))
    for label in told["labels"]:
        if not label["text"].strip():
            continue
        try:
            sheet.add(label["text"], label.get("copies", 1))
        except TooWide:
            return {"text": label["text"]}, 422
        except Full:
            return {"free": sheet.free}, 409
    count, number = sheet.seal(), len(sheets) + 1
    sheets[number] = sheet
    return {"id": number, "labels": count}, 201


@app.get("/sheets/<int:number>")
def send_sheet(number):
    sheet = sheets.get(number) or abort(404)
    return Response(sheet.render(), mimetype="application/x-labels")
