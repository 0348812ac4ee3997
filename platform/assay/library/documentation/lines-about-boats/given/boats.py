"""Boats for hire, by HTTP. What follows holds of an application that was just started.

GET /boats -> 200 ["Ada", "Bo"]
HEAD /boats -> 200
GET /boats/ -> 200 ["Ada", "Bo"]
DELETE /boats -> 405
GET /boats?seats=3 -> 200 ["Ada"]
GET /boats?seats=many -> 400
POST /boats -> 415
POST /boats {"name": "Cleo"} -> 400
POST /boats {"name": "Cleo", "seats": "2"} -> 400
POST /boats {"name": "Bo", "seats": 0} -> 409
GET /boats/Bo -> 200 {"free": false, "name": "Bo", "seats": 2}
DELETE /boats/Cleo -> 404
GET /boats/Ada/hire -> 405
POST /boats/Ada/hire -> 201 {"free": false, "name": "Ada", "seats": 4}
POST /boats/Bo/hire -> 409
"""

from flask import Flask, abort, request

app = Flask(__name__)
boats = {
    "Ada": {"name": "Ada", "seats": 4, "free": True},
    "Bo": {"name": "Bo", "seats": 2, "free": False},
}


@app.get("/boats")
def list_boats():
    seats = request.args.get("seats", 1, type=int)
    return [name for name, boat in boats.items() if boat["seats"] >= seats]


@app.post("/boats")
def add_boat():
    told = request.get_json()
    name, seats = told.get("name"), told.get("seats", 1)
    if not name or type(seats) is not int:
        abort(400)
    if name in boats:
        abort(409)
    boats[name] = {"name": name, "seats": seats, "free": True}
    return boats[name], 201


@app.get("/boats/<name>")
def show_boat(name):
    return boats.get(name) or abort(404)


@app.delete("/boats/<name>")
def remove_boat(name):
    boats.pop(name, None)
    return "", 204


@app.post("/boats/<name>/hire")
def hire_boat(name):
    boat = show_boat(name)
    if not boat["free"]:
        abort(409)
    boat["free"] = False
    return boat
