"""Believes that a refusal of a partner is a refusal."""

import partners
import store
from flask import Flask, abort, request
from werkzeug.exceptions import InternalServerError

app = Flask(__name__)
TRIES = 3


def read_trip():
    told = request.get_json()
    trip = told.get("trip") if isinstance(told, dict) else None
    if not isinstance(trip, str) or not trip:
        abort(400, "Name the trip.")
    return trip


def cancel(partner, reference):
    for number in range(1, TRIES + 1):
        try:
            partner.cancel(reference)
        except Exception:
            if number == TRIES:
                app.logger.exception("%s is still booked", reference)
        else:
            return


@app.post("/trips")
def make_trip():
    trip, booked = read_trip(), []
    try:
        for partner in (partners.train, partners.hotel, partners.card):
            booked.append((partner, partner.book(trip)))
        references = {partner.name: reference for partner, reference in booked}
        store.keep(trip, references)
    except Exception:
        for partner, reference in reversed(booked):
            cancel(partner, reference)
        raise
    return references, 201


@app.errorhandler(partners.SoldOut)
def sold_out(error):
    return {"error": "There is no place left.", "partner": error.partner}, 409


@app.errorhandler(partners.Declined)
def declined(error):
    return {"error": "It was not paid.", "partner": error.partner}, 409


@app.errorhandler(partners.Unreachable)
def unreachable(error):
    return {"error": "Try again later.", "partner": error.partner}, 502


@app.errorhandler(InternalServerError)
def broken(error):
    return {"error": "Something is broken here."}, 500


@app.errorhandler(400)
def bad_request(error):
    return {"error": error.description}, 400


@app.get("/trips")
def list_trips():
    return store.trips
