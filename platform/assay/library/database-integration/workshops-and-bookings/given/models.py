from datetime import date

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Room(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Workshop(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    day: Mapped[date]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    room: Mapped[Room | None] = relationship()
    bookings: Mapped[list["Booking"]] = relationship(back_populates="workshop")


class Booking(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    cancelled: Mapped[bool] = mapped_column(default=False)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    workshop: Mapped[Workshop] = relationship(back_populates="bookings")
