from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

app = Flask("post")
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class Parcel(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    to = db.Column(db.String)


class Label(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String)


VIEW = """
parcel = Parcel(to="Yusuf")
db.session.add(parcel)
{line}
label = Label(text=f"{{parcel.id}}/{{check_digit(parcel.id)}}")
db.session.add(label)
db.session.commit()
"""


class Unknown(Exception):
    pass


def fails(number):
    raise Unknown


def kept_after(line, check_digit):
    """(numbers of the parcels, texts of the labels) that a later request finds."""
    with app.app_context():
        db.drop_all()
        db.create_all()
        names = {"Label": Label, "Parcel": Parcel, "check_digit": check_digit, "db": db}
        try:
            exec(VIEW.format(line=line), names)
        except (InvalidRequestError, Unknown):
            db.session.rollback()
    with app.app_context():
        return db.session.scalars(select(Parcel.id)).all(), db.session.scalars(
            select(Label.text)
        ).all()


def both_or_none(line):
    return kept_after(line, str) == ([1], ["1/1"]) and kept_after(line, fails) == ([], [])


def a():
    return both_or_none("db.session.commit()")


def b():
    return both_or_none("db.session.flush()")


def c():
    return both_or_none("db.session.refresh(parcel)")


def d():
    return both_or_none("db.session.expire_all()")
