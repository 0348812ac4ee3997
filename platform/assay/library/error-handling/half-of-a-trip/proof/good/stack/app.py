import logging
from contextlib import ExitStack
from functools import partial

import partners
import store
from flask import Flask, jsonify, request
from partners import Declined, SoldOut, Unreachable
from werkzeug.exceptions import BadRequest, HTTPException

app = Flask(__name__)
log = logging.getLogger("trips")
STATUS = {SoldOut: 409, Declined: 402, Unreachable: 502}


def take_back(partner, reference, left=2):
    try:
        partner.cancel(reference)
    except Exception as error:
        if left:
            take_back(partner, reference, left - 1)
        else:
            log.error("could not cancel %s", reference, exc_info=error)


def booked(trip):
    """Everything, or nothing."""
    with ExitStack() as stack:
        references = {}
        for name in ("train", "hotel", "card"):
            partner = getattr(partners, name)
            references[name] = partner.book(trip)
            stack.callback(partial(take_back, partner, references[name]))
        store.keep(trip, references)
        stack.pop_all()
    return references


@app.route("/trips", methods=["GET", "POST"])
def trips():
    if request.method == "GET":
        return jsonify(store.trips)
    match request.get_json(silent=True):
        case {"trip": str(trip)} if trip:
            pass
        case _:
            raise BadRequest
    try:
        return jsonify(booked(trip)), 201
    except tuple(STATUS) as error:
        words = {"error": type(error).__name__, "partner": error.partner}
        return jsonify(words), STATUS[type(error)]


@app.errorhandler(HTTPException)
def plain(error):
    return jsonify(error=error.name), error.code
