import os
from pathlib import Path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text

YES, NO, BROKEN = 0, 3, 4


def right_after_the_fork(line):
    """Whether a child that runs this line opens its own connection and closes no other."""
    app = Flask("shop")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path.cwd() / 'shop.db'}"
    db = SQLAlchemy(app)
    with app.app_context():
        opened_by, closed = watch(db.engine)
        db.session.execute(text("SELECT 1"))
    assert list(opened_by.values()) == [os.getpid()]
    child = os.fork()
    if child == 0:
        os._exit(judged(app, db, line, opened_by, closed))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {YES, NO}
    return code == YES


def watch(engine):
    """({connection: the process that opened it}, connections that were closed), both grow."""
    opened_by, closed = {}, []
    event.listen(engine, "connect", lambda made, _: opened_by.update({id(made): os.getpid()}))
    event.listen(engine, "close", lambda gone, _: closed.append(id(gone)))
    return opened_by, closed


def judged(app, db, line, opened_by, closed):
    inherited = set(opened_by)
    try:
        with app.app_context():
            exec(line, {"db": db})
        with app.app_context():
            used = db.session.connection().connection.dbapi_connection
            own = opened_by[id(used)] == os.getpid()
        return YES if own and not inherited & set(closed) else NO
    except BaseException:
        return BROKEN


def a():
    return right_after_the_fork("db.session.remove()")


def b():
    return right_after_the_fork("db.engine.dispose()")


def c():
    return right_after_the_fork("db.engine.pool.recreate()")


def d():
    return right_after_the_fork("db.engine.dispose(close=False)")
