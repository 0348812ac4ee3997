import itertools
from dataclasses import dataclass

import clock
import store
from flask import Flask, g, request, session
from werkzeug.exceptions import Conflict, Forbidden, NotFound, Unauthorized

numbers = itertools.count(1)


@dataclass
class Act:
    number: int
    by: str
    customer: str
    begun: float
    ended: bool = False

    @property
    def holds(self):
        if self.ended:
            return False
        own, other = account(self.by), account(self.customer)
        self.ended = not (
            own
            and other
            and own["role"] == "support"
            and other["role"] == "customer"
            and clock.now() < min(self.begun + 30 * 60, other["may_help_until"])
        )
        return not self.ended


class Deed(dict):
    customer = None


def account(name):
    found = store.accounts.get(name, {"active": False})
    return found if found["active"] else None


def current():
    """The act of this request, or None."""
    for one in store.kept:
        if isinstance(one, Act) and one.number == session.get("act") and one.by == session.get("name"):
            return one if one.holds else None
    return None


class App(Flask):
    def preprocess_request(self):
        if request.endpoint == "sign_in":
            return None
        g.own = session.get("name")
        if not account(g.own):
            raise Unauthorized
        g.act = current()
        g.name = g.act.customer if g.act else g.own
        g.account = account(g.name)
        return super().preprocess_request()


app = App(__name__)
app.secret_key = "only for this machine"


def only_oneself():
    if g.act:
        raise Forbidden


def end():
    for one in store.kept:
        if isinstance(one, Act) and one.number == session.get("act"):
            one.ended = True
    session.pop("act", None)


@app.post("/sign-in")
def sign_in():
    end()
    session["name"] = request.json["name"]
    return "", 204


@app.post("/sign-out")
def sign_out():
    end()
    session.clear()
    return "", 204


@app.get("/me")
def me():
    told = {"name": g.name, "role": g.account["role"]}
    if g.act:
        told["by"] = g.own
    return told


def keep(customer):
    deed = Deed(by=g.own, method=request.method, path=request.path)
    deed.customer = customer
    store.kept.append(deed)


@app.get("/notes")
def list_notes():
    return g.account["notes"]


@app.post("/notes")
def add_note():
    g.account["notes"].append(request.json["text"])
    if g.act:
        keep(g.name)
    return "", 201


@app.put("/address")
def change_address():
    only_oneself()
    g.account["address"] = request.json["address"]
    return "", 204


@app.put("/help")
def allow_help():
    """Lets the support in for some seconds; 0 ends it."""
    only_oneself()
    g.account["may_help_until"] = clock.now() + request.json["seconds"]
    return "", 204


@app.post("/acting")
def begin_acting():
    if g.act:
        raise Conflict
    if g.account["role"] != "support":
        raise Forbidden
    name = request.json["name"]
    other = account(name)
    if not other:
        raise NotFound
    act = Act(next(numbers), g.own, name, clock.now())
    if not act.holds:
        raise Forbidden
    store.kept.append(act)
    session["act"] = act.number
    return "", 204


@app.delete("/acting")
def end_acting():
    end()
    return "", 204


@app.get("/helped")
def list_help():
    return [one for one in store.kept if isinstance(one, Deed) and one.customer == g.name]
