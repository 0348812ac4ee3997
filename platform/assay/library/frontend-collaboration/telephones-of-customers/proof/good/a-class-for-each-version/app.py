import store
from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


class Wrong(Exception):
    def __init__(self, status, *fields):
        self.status, self.fields = status, list(fields)


class One:
    name, wrong = "1", 400

    def list(self, rows):
        return jsonify([self.show(row) for row in rows])

    def show(self, row):
        first, *_ = [*row["phones"], {"number": ""}]
        return {"id": row["id"], "name": row["name"], "phone": first["number"]}

    def refuse(self, error):
        return {"message": f"Wrong: {', '.join(error.fields)}"}

    def phones(self, body, row):
        match body.get("phone"), row["phones"]:
            case "", [_, *others]:
                return others
            case "", []:
                return []
            case str(number), [first, *others] if not number.isspace():
                return [{**first, "number": number}, *others]
            case str(number), [] if not number.isspace():
                return [{"kind": "other", "number": number}]


class Two(One):
    name, wrong = "2", 422

    def list(self, rows):
        return jsonify(items=rows)

    def show(self, row):
        return row

    def refuse(self, error):
        return {"errors": error.fields}

    def phones(self, body, row):
        try:
            pairs = [(one["kind"], one["number"]) for one in body["phones"]]
            if all(kind in store.KINDS and number.strip() for kind, number in pairs):
                return [{"kind": kind, "number": number} for kind, number in pairs]
        except (KeyError, TypeError, AttributeError):
            pass
        return None


def answered(make):
    """The answer of make(version), with the headers of its version."""
    asked = request.headers.get("API-Version", "1")
    version = {"1": One(), "2": Two()}.get(asked)
    if version is None:
        response, status = jsonify(message="Unknown version."), 400
    else:
        try:
            response, status = make(version), 200
        except Wrong as error:
            response, status = jsonify(version.refuse(error)), error.status or version.wrong
        response.headers["API-Version"] = version.name
    response.status_code = status
    response.headers["Vary"] = "API-Version"
    return response


def row_of(number):
    row = store.get(number)
    if row is None:
        raise Wrong(404, "id")
    return row


@app.get("/customers")
def list_customers():
    return answered(lambda version: version.list(store.every()))


@app.route("/customers/<int:number>", methods=["GET", "PUT"])
def customer(number):
    def save(version):
        row, body = row_of(number), request.json
        name, phones = body.get("name"), version.phones(body, row)
        wrong = [] if isinstance(name, str) and name.strip() else ["name"]
        if phones is None:
            wrong.append("phones")
        if wrong:
            raise Wrong(None, *wrong)
        store.save(number, name, phones)
        return show(version)

    def show(version):
        return jsonify(version.show(row_of(number)))

    return answered(save if request.method == "PUT" else show)


@app.errorhandler(HTTPException)
def refused(error):
    return {"message": error.name}, error.code
