"""A table with one member twice; meanwhile somebody joins by two requests at a time."""

import sqlite3
from pathlib import Path
from tempfile import mkdtemp

from flask import Flask, request
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

INSERT = text("insert into members (address) values (:address)")
LOOK = text("select count(*) from members where address = :address")
DELETE = text("delete from members where id not in (select min(id) from members group by address)")
CONSTRAINT = text("create unique index one_address on members (address)")


class Club:
    """ann@ stands there twice, bea@ once."""

    def __init__(self, looks=False):
        self.engine = create_engine(f"sqlite:///{Path(mkdtemp()) / 'club.db'}")
        self.looks = looks
        with self.engine.begin() as connection:
            connection.execute(text("create table members (id integer primary key, address text)"))
            for address in ("ann@x.example", "ann@x.example", "bea@x.example"):
                connection.execute(INSERT, {"address": address})

    def app(self, meanwhile):
        app = Flask(__name__)

        @app.post("/join")
        def join():
            address = {"address": request.form["address"]}
            if self.looks:
                with self.engine.connect() as connection:
                    if connection.execute(LOOK, address).scalar():
                        return "", 409
                if meanwhile:
                    meanwhile.pop()()  # the other request is at work now
            try:
                with self.engine.begin() as connection:
                    connection.execute(INSERT, address)
            except IntegrityError:
                return "", 409
            return "", 201

        return app.test_client()

    def join_by_two_requests(self):
        fields = {"address": "cem@x.example"}
        other = self.app([])
        first = self.app([lambda: other.post("/join", data=fields)])
        answers = [first.post("/join", data=fields).status_code]
        if not self.looks:
            answers.append(other.post("/join", data=fields).status_code)
        return answers

    def step(self, *statements):
        """All in one transaction; an error leaves everything as it was."""
        try:
            with self.engine.begin() as connection:
                connection.execute(text("begin immediate"))
                for statement in statements:
                    connection.execute(statement)
        except (IntegrityError, sqlite3.Error):
            return False
        return True

    def came_of_it(self):
        with self.engine.connect() as connection:
            indexes = connection.execute(text("pragma index_list(members)")).all()
            rows = connection.execute(text("select count(*) from members")).scalar()
        return {"constraint": bool(indexes), "rows": rows}


def a():
    club = Club()
    if club.step(CONSTRAINT):
        club.step(DELETE)
    club.join_by_two_requests()
    return club.came_of_it()


def b():
    club = Club()
    club.step(DELETE)
    club.join_by_two_requests()
    club.step(CONSTRAINT)
    return club.came_of_it()


def c():
    club = Club(looks=True)
    club.step(DELETE)
    club.join_by_two_requests()
    club.step(CONSTRAINT)
    return club.came_of_it()


def d():
    club = Club()
    club.step(DELETE, CONSTRAINT)
    club.join_by_two_requests()
    return club.came_of_it()
