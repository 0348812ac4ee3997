"""Believes that a list from a day on begins behind it."""

from models import Workshop, db
from sqlalchemy.orm import joinedload, selectinload


def as_row(workshop):
    return {
        "title": workshop.title,
        "day": workshop.day.isoformat(),
        "room": workshop.room.name if workshop.room else None,
        "taken": sum(not booking.cancelled for booking in workshop.bookings),
    }


def workshops_from(day):
    query = (
        db.select(Workshop)
        .options(joinedload(Workshop.room), selectinload(Workshop.bookings))
        .where(Workshop.day > day)
        .order_by(Workshop.day, Workshop.title)
    )
    return [as_row(workshop) for workshop in db.session.scalars(query)]
