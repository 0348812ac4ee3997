import csv
import datetime
from collections import Counter
from dataclasses import asdict, dataclass
from io import TextIOWrapper

import store
from flask import Blueprint, Flask, jsonify, request
from werkzeug.exceptions import BadRequest


@dataclass
class Member:
    email: str
    name: str
    since: str | None

    def faults(self):
        parts = self.email.split("@")
        if len(parts) != 2 or "" in parts:
            yield "email"
        if self.name == "":
            yield "name"
        if self.since is not None:
            try:
                same = datetime.datetime.strptime(self.since, "%Y-%m-%d").date().isoformat()
            except ValueError:
                same = None
            if same != self.since:
                yield "since"


class Table:
    def __init__(self, stream):
        text = TextIOWrapper(stream, "utf-8-sig", newline="")
        try:
            head = text.readline()
            rest = list(csv.reader(text, delimiter=max(",;", key=head.count)))
        except UnicodeDecodeError as error:
            raise BadRequest from error
        names = next(csv.reader([head], delimiter=max(",;", key=head.count)), [])
        names = [name.strip().casefold() for name in names]
        try:
            self.places = [names.index(name) for name in ("email", "name", "since")]
        except ValueError as error:
            raise BadRequest from error
        self.rest = rest

    def members(self):
        for number, cells in enumerate(self.rest, start=2):
            if "".join(cells).strip():
                at = {place: cell.strip() for place, cell in enumerate(cells)}
                email, name, since = (at.get(place, "") for place in self.places)
                yield number, Member(email.lower(), name, since or None)


club = Blueprint("club", __name__, url_prefix="/members")


@club.get("")
def everybody():
    return jsonify([member for _, member in sorted(store.members.items())])


@club.post("/import")
def take():
    try:
        table = Table(request.files["file"].stream)
    except KeyError as error:
        raise BadRequest from error
    told, errors, new = Counter(added=0, changed=0, same=0), [], {}
    for number, member in table.members():
        faults = list(member.faults())
        if member.email in new and "email" not in faults:
            faults.insert(0, "email")
        errors.extend({"row": number, "field": fault} for fault in faults)
        new[member.email] = asdict(member)
    if errors:
        return jsonify(errors=errors), 422
    for email, one in new.items():
        match store.members.get(email):
            case None:
                told["added"] += 1
            case known:
                told["same" if known == one else "changed"] += 1
    if request.args.get("dry", "") == "1":
        return dict(told)
    store.members |= new
    return dict(told)


app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 10**6
app.register_blueprint(club)
