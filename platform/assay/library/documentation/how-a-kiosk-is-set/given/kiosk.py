"""How this kiosk is set, for whoever runs it. The application is made by create_app().

A line tells what is set, and after the arrow what follows. Nothing else is set then: there is
a file kiosk.cfg only where a line speaks of one, with just the line that is told, and create_app()
is given only what a line tells. "The start fails" means that create_app() raises an error.

KIOSK_PAGE=50 -> PAGE is 50
KIOSK_PAGE=500 -> PAGE is 100
KIOSK_PAGE=many -> the start fails
KIOSK_PAGE= -> PAGE is 20
KIOSK_page=50 -> PAGE is 50
KIOSK_CLOSED=0 -> GET / answers 200
KIOSK_CLOSED=False -> GET / answers 200
KIOSK_SHELVES=tea,rice -> SHELVES is ["tea", "rice"]
KIOSK_SHELVES=["tea", "rice"] -> SHELVES is ["tea", "rice"]
KIOSK_DOOR=0042 -> DOOR is "0042"
KIOSK_DOOR=4200 -> DOOR is "4200"
KIOSK_MAIL__PORT=2525 -> MAIL is {"HOST": "localhost", "PORT": 2525}
KIOSK_MAIL={"PORT": 2525} -> MAIL is {"HOST": "localhost", "PORT": 2525}
KIOSK_GREETING=null -> GREETING is None
kiosk.cfg: page = 7 -> PAGE is 20
KIOSK_PAGE=50; kiosk.cfg: PAGE = 7 -> PAGE is 50
create_app(PAGE=3); kiosk.cfg: PAGE = 7 -> PAGE is 3
kiosk.cfg: SHELVES.append("jam") -> SHELVES is ["tea", "jam"]
"""

from flask import Flask, abort, current_app


class Usual:
    PAGE = 20
    CLOSED = False
    SHELVES = ["tea"]
    DOOR = "0000"
    MAIL = {"HOST": "localhost", "PORT": 25}
    GREETING = "Good morning"


def create_app(**given):
    app = Flask(__name__)
    app.config.from_object(Usual)
    app.config.from_prefixed_env("KIOSK")
    app.config.from_pyfile("kiosk.cfg", silent=True)
    app.config.from_mapping(given)
    app.config["PAGE"] = min(app.config["PAGE"], 100)
    app.add_url_rule("/", view_func=show_shelves)
    return app


def show_shelves():
    if current_app.config["CLOSED"]:
        abort(503)
    return {"shelves": current_app.config["SHELVES"]}
