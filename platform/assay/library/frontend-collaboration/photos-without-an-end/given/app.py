import store
from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/photos")
def list_photos():
    return {"items": store.every(), "next": None}


@app.post("/photos")
def add_photo():
    told = request.get_json()
    return store.add(told["title"], told["taken"], told["tags"]), 201


@app.delete("/photos/<int:number>")
def remove_photo(number):
    if store.remove(number) is None:
        abort(404)
    return "", 204
