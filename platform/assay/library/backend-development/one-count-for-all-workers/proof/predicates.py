import os
import sqlite3
import tempfile
from threading import Lock

from flask import Flask, g


def counts(visit):
    """Whether two workers, who are asked in turn, count to six. visit(app) makes the view."""
    ask, answer = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        second_worker(visit, ask, answer)
    os.close(ask[0])
    client, numbers = client_of(visit), []
    for _ in range(3):
        numbers.append(client.post("/visits").text)
        os.write(ask[1], b"?")
        numbers.append(os.read(answer[0], 20).decode())
    os.close(ask[1])
    os.waitpid(child, 0)
    return numbers == ["1", "2", "3", "4", "5", "6"]


def second_worker(visit, ask, answer):
    try:
        os.close(ask[1])
        client = client_of(visit)
        while os.read(ask[0], 1):
            os.write(answer[1], client.post("/visits").text.encode())
    finally:
        os._exit(0)


def client_of(visit):
    app = Flask("shop")
    app.add_url_rule("/visits", view_func=visit(app), endpoint="visit", methods=["POST"])
    return app.test_client()


def a():
    def with_a_lock(app):
        count, lock = 0, Lock()

        def visit():
            nonlocal count
            with lock:
                count += 1
                return str(count)

        return visit

    return counts(with_a_lock)


def b():
    with tempfile.TemporaryDirectory() as place:
        file = os.path.join(place, "counters.db")
        with sqlite3.connect(file) as database:
            database.execute("CREATE TABLE counters (n INTEGER)")
            database.execute("INSERT INTO counters VALUES (0)")

        def in_a_table(app):
            def visit():
                with sqlite3.connect(file) as database:
                    database.execute("UPDATE counters SET n = n + 1")
                    return str(database.execute("SELECT n FROM counters").fetchone()[0])

            return visit

        return counts(in_a_table)


def c():
    def in_the_configuration(app):
        app.config["COUNT"] = 0

        def visit():
            app.config["COUNT"] += 1
            return str(app.config["COUNT"])

        return visit

    return counts(in_the_configuration)


def d():
    def in_g(app):
        def visit():
            g.count = g.get("count", 0) + 1
            return str(g.count)

        return visit

    return counts(in_g)
