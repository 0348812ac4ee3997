"""Believes that a relationship is loaded with its row."""

from models import Workshop, db


def as_row(workshop):
    return {
        "title": workshop.title,
        "day": workshop.day.isoformat(),
        "room": workshop.room.name if workshop.room else None,
        "taken": sum(not booking.cancelled for booking in workshop.bookings),
    }


def workshops_from(day):
    query = db.select(Workshop).where(Workshop.day >= day).order_by(Workshop.day, Workshop.title)
    return [as_row(workshop) for workshop in db.session.scalars(query)]
