from flask import Flask, request

app = Flask(__name__)
notes = {}


@app.post("/notes")
def add():
    text = request.get_json()["text"]
    number = len(notes) + 1
    notes[number] = text
    return {"id": number}, 201, {"Location": f"/notes/{number}"}


@app.get("/notes")
def listed():
    limit = min(request.args.get("limit", 20, type=int), 100)
    return list(notes.values())[:limit]


@app.delete("/notes/<int:number>")
def remove(number):
    notes.pop(number, None)
    return "", 204
