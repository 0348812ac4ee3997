"""Believes that the order of the numbers comes by itself."""

from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import case, func, select, text
from sqlalchemy.orm import joinedload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, unique=True, nullable=False)


class Bicycle(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    frame = db.Column(db.String, unique=True, nullable=False)
    owner_id = db.Column(db.ForeignKey("owner.id"), nullable=False)
    owner = db.relationship("Owner", backref="bicycles")


class Repair(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    day = db.Column(db.String, nullable=False)
    cents = db.Column(db.Integer, nullable=False)
    state = db.Column(db.String, nullable=False, default="open")
    bicycle_id = db.Column(db.ForeignKey("bicycle.id"), nullable=False)
    bicycle = db.relationship("Bicycle", backref=db.backref("repairs", order_by="Repair.id"))


with app.app_context():
    db.create_all()


def shown(repair):
    return {name: getattr(repair, name) for name in ("id", "day", "cents", "state")}


@app.route("/bicycles", methods=["POST"])
def add_bicycle():
    told = request.get_json()
    if Bicycle.query.filter_by(frame=told["frame"]).first():
        abort(409)
    owner = Owner.query.filter_by(name=told["owner"]).first() or Owner(name=told["owner"])
    bicycle = Bicycle(frame=told["frame"], owner=owner)
    db.session.add(bicycle)
    db.session.commit()
    return jsonify(id=bicycle.id, frame=bicycle.frame, owner=owner.name), 201


@app.route("/bicycles")
def list_bicycles():
    found = Bicycle.query.options(joinedload(Bicycle.owner), joinedload(Bicycle.repairs))
    page = found.order_by(Bicycle.frame).paginate(
        page=request.args.get("page", 1, int), per_page=3, error_out=False
    )
    return jsonify(
        [
            {
                "id": one.id,
                "frame": one.frame,
                "owner": one.owner.name,
                "repairs": [repair.id for repair in one.repairs],
            }
            for one in page.items
        ]
    )


@app.route("/bicycles/<int:number>/repairs", methods=["POST"])
def add_repair(number):
    bicycle, told = db.session.get(Bicycle, number) or abort(404), request.get_json()
    repair = Repair(bicycle=bicycle, day=told["day"], cents=told["cents"])
    db.session.add(repair)
    db.session.commit()
    return jsonify(shown(repair)), 201


@app.route("/owners/<name>/repairs")
def list_repairs(name):
    Owner.query.filter_by(name=name).first_or_404()
    found = Repair.query.join(Repair.bicycle).join(Bicycle.owner).filter(Owner.name == name)
    return jsonify([shown(one) for one in found.order_by(Repair.day.desc(), Repair.id)])


@app.route("/repairs/<int:number>/done", methods=["POST"])
def finish(number):
    with db.engine.begin() as connection:
        query = text("UPDATE repair SET state = 'done' WHERE id = :number")
        done = connection.execute(query, {"number": number})
    return ("", 204) if done.rowcount else abort(404)


@app.route("/report")
def report():
    dear = func.sum(case((Repair.cents > 5000, 1), else_=0)).label("dear")
    columns = [Repair.state, func.count().label("repairs"), func.sum(Repair.cents).label("cents"), dear]
    rows = db.session.execute(select(*columns).group_by(Repair.state)).mappings()
    return jsonify(
        {row["state"]: {name: row[name] for name in ("repairs", "cents", "dear")} for row in rows}
    )


@app.route("/months/<month>/bill", methods=["POST"])
def bill(month):
    query = text("UPDATE repair SET state = 'billed' WHERE state = 'done' AND day LIKE :days")
    billed = db.session.execute(query, {"days": f"{month}-%"}).rowcount
    db.session.commit()
    return jsonify(billed=billed)
