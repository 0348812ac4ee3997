import warnings

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import NotFound

db = SQLAlchemy()


class User(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)


def does_the_same(line):
    app = Flask("shop")
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(app)
    with app.app_context():
        db.create_all()
        db.session.add(User(id=1))
        db.session.commit()
        try:
            one, none = (looked_up(line, number) for number in (1, 2))
        except (Warning, NoResultFound, NotFound):
            return False
        return isinstance(one, User) and one.id == 1 and none is None


def looked_up(line, number):
    names = {"db": db, "select": select, "User": User, "number": number}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(line, names)
    return names["user"]


def a():
    assert not does_the_same("user = User.query.get(number)")
    return does_the_same("user = db.session.query(User).get(number)")


def b():
    return does_the_same("user = db.get_or_404(User, number)")


def c():
    return does_the_same("user = db.session.execute(select(User).where(User.id == number)).one()")


def d():
    return does_the_same("user = db.session.get(User, number)")
