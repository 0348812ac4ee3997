from flask import Flask, request

app = Flask(__name__)
guests = {}


def new_guest(name, seats=1, dishes=[]):
    number = len(guests) + 1
    guests[number] = {
        "id": number,
        "name": name,
        "seats": seats,
        "coming": None,
        "dishes": dishes,
    }
    return guests[number]


@app.post("/guests")
def add():
    told = request.get_json()
    guest = new_guest(told["name"], told.get("seats") or 1)
    return guest, 201


@app.get("/guests")
def list_guests():
    listed = list(guests.values())
    if "coming" in request.args:
        coming = bool(request.args["coming"])
        listed = [guest for guest in listed if guest["coming"] == coming]
    return listed


@app.get("/guests/<int:number>")
def show(number):
    return guests[number]


@app.patch("/guests/<int:number>")
def change(number):
    told = request.get_json()
    guest = guests[number]
    guest["name"] = told.get("name")
    guest["seats"] = told.get("seats") or guest["seats"]
    guest["coming"] = told.get("coming") or guest["coming"]
    return guest


@app.post("/guests/<int:number>/dishes")
def add_dish(number):
    guest = guests[number]
    guest["dishes"].append(request.get_json()["dish"])
    return guest, 201


@app.delete("/guests/<int:number>")
def remove(number):
    guests.pop(number, None)
    return "", 204
