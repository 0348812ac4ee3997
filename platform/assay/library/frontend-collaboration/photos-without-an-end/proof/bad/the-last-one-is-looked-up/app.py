"""Believes that the last photo is still there."""

import store
from flask import Flask, abort, jsonify, make_response, request, url_for

app = Flask(__name__)


def refused(field):
    abort(make_response(jsonify(field=field), 400))


def asked_limit():
    try:
        limit = int(request.args.get("limit", "20"))
    except ValueError:
        refused("limit")
    return limit if 1 <= limit <= 50 else refused("limit")


def asked_place():
    """(taken, id) of the last photo that was given."""
    if "after" not in request.args:
        return None
    taken, _, number = request.args["after"].partition("_")
    if not number.isdecimal():
        refused("after")
    return taken, int(number)


def place(photo):
    return photo["taken"], photo["id"]


@app.get("/photos")
def list_photos():
    limit, after, tag = asked_limit(), asked_place(), request.args.get("tag")
    photos = sorted(store.every(), key=place, reverse=True)
    if tag is not None:
        photos = [photo for photo in photos if tag in photo["tags"]]
    if after is not None:
        at = [place(photo) for photo in photos].index(after)
        photos = photos[at + 1 :]
    items, following = photos[:limit], None
    if len(photos) > limit:
        last = "{}_{}".format(*place(items[-1]))
        following = url_for("list_photos", after=last, limit=limit, tag=tag)
    return {"items": items, "next": following}


@app.post("/photos")
def add_photo():
    told = request.get_json()
    return store.add(told["title"], told["taken"], told["tags"]), 201


@app.delete("/photos/<int:number>")
def remove_photo(number):
    if store.remove(number) is None:
        abort(404)
    return "", 204
