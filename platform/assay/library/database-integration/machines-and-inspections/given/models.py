from datetime import date

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Machine(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    retired: Mapped[date | None]
    inspections: Mapped[list["Inspection"]] = relationship(back_populates="machine")


class Inspection(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    passed: Mapped[bool]
    machine_id: Mapped[int] = mapped_column(ForeignKey("machine.id"))
    machine: Mapped[Machine] = relationship(back_populates="inspections")
