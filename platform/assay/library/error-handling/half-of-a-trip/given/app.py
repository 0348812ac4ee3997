import partners
import store
from flask import Flask, request

app = Flask(__name__)


@app.post("/trips")
def make_trip():
    booked = {}
    try:
        trip = request.get_json()["trip"]
        for partner in (partners.train, partners.hotel, partners.card):
            booked[partner.name] = partner.book(trip)
        store.keep(trip, booked)
        answer = booked, 201
    except partners.SoldOut:
        answer = {"error": "There is no place left."}, 409
    except Exception as error:
        for partner in (partners.train, partners.hotel, partners.card):
            partner.cancel(booked[partner.name])
        answer = {"error": str(error)}, 500
    finally:
        return answer


@app.get("/trips")
def list_trips():
    return store.trips
