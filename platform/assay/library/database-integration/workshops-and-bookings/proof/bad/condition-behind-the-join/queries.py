"""Believes that a condition on an outer join may stand in where()."""

from models import Booking, Room, Workshop, db
from sqlalchemy import func


def workshops_from(day):
    taken = func.count(Booking.id)
    query = (
        db.select(Workshop.title, Workshop.day, Room.name, taken)
        .outerjoin(Room, Room.id == Workshop.room_id)
        .outerjoin(Booking, Booking.workshop_id == Workshop.id)
        .where(Workshop.day >= day, Booking.cancelled.is_(False))
        .group_by(Workshop.id, Room.name)
        .order_by(Workshop.day, Workshop.title)
    )
    return [
        {"title": title, "day": on.isoformat(), "room": room, "taken": count}
        for title, on, room, count in db.session.execute(query)
    ]
