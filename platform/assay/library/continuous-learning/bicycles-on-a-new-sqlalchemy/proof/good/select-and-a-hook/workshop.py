from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Owner(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    bicycles: Mapped[list["Bicycle"]] = relationship(back_populates="owner")


class Bicycle(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    frame: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))
    owner: Mapped[Owner] = relationship(back_populates="bicycles")
    repairs: Mapped[list["Repair"]] = relationship(back_populates="bicycle", order_by="Repair.id")


class Repair(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str]
    cents: Mapped[int]
    state: Mapped[str] = mapped_column(default="open")
    bicycle_id: Mapped[int] = mapped_column(ForeignKey("bicycle.id"))
    bicycle: Mapped[Bicycle] = relationship(back_populates="repairs")


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db.init_app(app)
with app.app_context():
    db.create_all()


@app.after_request
def keep(response):
    if response.status_code < 400:
        db.session.commit()
    return response


def as_json(repair):
    return {"id": repair.id, "day": repair.day, "cents": repair.cents, "state": repair.state}


@app.post("/bicycles")
def add_bicycle():
    told = request.json
    if db.session.scalar(select(func.count(Bicycle.id)).where(Bicycle.frame == told["frame"])):
        abort(409)
    owner = db.session.scalar(select(Owner).filter_by(name=told["owner"]))
    if owner is None:
        owner = Owner(name=told["owner"])
        db.session.add(owner)
    owner.bicycles.append(Bicycle(frame=told["frame"]))
    db.session.flush()
    return {"id": owner.bicycles[-1].id, "frame": told["frame"], "owner": owner.name}, 201


@app.get("/bicycles")
def list_bicycles():
    query = select(Bicycle).options(selectinload(Bicycle.owner), selectinload(Bicycle.repairs))
    found = db.paginate(query.order_by(Bicycle.frame), per_page=3, max_per_page=3, error_out=False)
    return [
        {"id": b.id, "frame": b.frame, "owner": b.owner.name, "repairs": [r.id for r in b.repairs]}
        for b in found
    ]


@app.post("/bicycles/<int:number>/repairs")
def add_repair(number):
    bicycle = db.get_or_404(Bicycle, number)
    bicycle.repairs.append(Repair(day=request.json["day"], cents=request.json["cents"]))
    db.session.flush()
    return as_json(bicycle.repairs[-1]), 201


@app.get("/owners/<name>/repairs")
def list_repairs(name):
    owner = db.one_or_404(select(Owner).filter_by(name=name))
    bicycles = select(Bicycle.id).where(Bicycle.owner_id == owner.id)
    query = select(Repair).where(Repair.bicycle_id.in_(bicycles))
    newest = query.order_by(Repair.day.desc(), Repair.id.desc())
    return [as_json(one) for one in db.session.scalars(newest)]


@app.post("/repairs/<int:number>/done")
def finish(number):
    db.get_or_404(Repair, number).state = "done"
    return "", 204


@app.get("/report")
def report():
    told = {}
    for state, cents in db.session.execute(select(Repair.state, Repair.cents)):
        entry = told.setdefault(state, {"repairs": 0, "cents": 0, "dear": 0})
        entry["repairs"] += 1
        entry["cents"] += cents
        entry["dear"] += cents > 5000
    return told


@app.post("/months/<month>/bill")
def bill(month):
    query = update(Repair).where(Repair.state == "done", Repair.day.startswith(f"{month}-"))
    return {"billed": db.session.execute(query.values(state="billed")).rowcount}
