import io
import json

from flask import Flask, request

app = Flask(__name__)
PLACES = {
    "form": lambda: request.form["name"],
    "files": lambda: request.files["name"],
    "cookies": lambda: request.cookies["name"],
    "args": lambda: request.args["name"],
    "view_args": lambda: request.view_args["name"],
    "json": lambda: request.get_json()["name"],
    "headers": lambda: request.headers["name"],
}


def found(place):
    try:
        return bool(place())
    except Exception:
        return False


@app.route("/teas", methods=["GET", "POST"])
@app.get("/teas/<name>")
def teas(name=""):
    return {"in": [one for one, place in PLACES.items() if found(place)]}


def place_of(answer):
    """The only one that holds it."""
    (place,) = answer.get_json()["in"]
    return place


def observe():
    client = app.test_client()
    sent = {
        "1": client.get("/teas?name=mint"),
        "2": client.post(
            "/teas", data="name=mint", content_type="application/x-www-form-urlencoded"
        ),
        "3": client.post(
            "/teas", data=json.dumps({"name": "mint"}), content_type="application/json"
        ),
        "4": client.post("/teas", data={"name": (io.BytesIO(b"mint"), "mint.txt")}),
        "5": client.get("/teas/mint"),
    }
    return {row: place_of(answer) for row, answer in sent.items()}
