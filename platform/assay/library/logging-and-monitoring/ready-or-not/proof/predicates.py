import tempfile
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool


class Base(DeclarativeBase):
    pass


class Check(Base):
    __tablename__ = "checks"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def tells(look):
    """Whether the view says 200 while the database is there, and 503 when it has gone."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        folder.mkdir()
        engine = create_engine(f"sqlite:///{folder}/shop.db", poolclass=NullPool)
        Base.metadata.create_all(engine)
        app = Flask("shop")

        @app.get("/ready")
        def ready():
            try:
                look(engine)
            except SQLAlchemyError:
                return "no database", 503
            return "ready"

        first = app.test_client().get("/ready").status_code
        (folder / "shop.db").unlink()
        folder.rmdir()
        return [first, app.test_client().get("/ready").status_code] == [200, 503]


def a():
    return tells(lambda engine: Session(engine).scalar(text("SELECT 1")))


def b():
    return tells(lambda engine: create_engine(engine.url).pool.status())


def c():
    return tells(lambda engine: Session(engine).begin())


def d():
    return tells(lambda engine: Session(engine).add(Check(name="ready")))
