"""For the owner. It is right; leave it as it is."""

from flask import Blueprint, current_app, request

office = Blueprint("office", __name__)


@office.put("/stock/<name>")
def fill(name):
    current_app.extensions["stock"].fill(name, request.json["count"])
    return "", 204
