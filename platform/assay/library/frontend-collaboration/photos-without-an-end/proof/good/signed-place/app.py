import heapq
from urllib.parse import urlencode

import store
from flask import Flask, abort, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import BadRequest

app = Flask(__name__)
places = URLSafeSerializer("not a secret: it only tells a place from nonsense")


class Refused(BadRequest):
    pass


@app.errorhandler(Refused)
def name_field(error):
    return {"error": "This can't be.", "field": error.description}, 400


@app.get("/photos")
def list_photos():
    limit = request.args.get("limit", "20")
    if not limit.isdecimal() or int(limit) not in range(1, 51):
        raise Refused("limit")
    try:
        bound = places.loads(request.args.get("after", places.dumps(["A", 0])))
    except BadData as error:
        raise Refused("after") from error
    wanted = {name: value for name, value in request.args.items() if name != "after"}
    found = heapq.nlargest(
        int(limit) + 1,
        (
            [photo["taken"], photo["id"], photo]
            for photo in store.every()
            if wanted.get("tag", (photo["tags"] or [""])[0]) in (photo["tags"] or [""])
            and [photo["taken"], photo["id"]] < bound
        ),
    )
    page = [photo for _, _, photo in found[: int(limit)]]
    if len(found) > len(page):
        wanted["after"] = places.dumps(found[len(page) - 1][:2])
        return {"items": page, "next": f"/photos?{urlencode(wanted)}"}
    return {"items": page, "next": None}


@app.post("/photos")
def add_photo():
    told = request.get_json()
    return store.add(told["title"], told["taken"], told["tags"]), 201


@app.delete("/photos/<int:number>")
def remove_photo(number):
    if store.remove(number) is None:
        abort(404)
    return "", 204
