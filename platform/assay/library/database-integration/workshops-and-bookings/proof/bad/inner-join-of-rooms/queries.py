"""Believes that every workshop has a room."""

from models import Booking, Room, Workshop, db
from sqlalchemy import and_, func


def workshops_from(day):
    taken = func.count(Booking.id)
    query = (
        db.select(Workshop.title, Workshop.day, Room.name, taken)
        .join(Room, Room.id == Workshop.room_id)
        .outerjoin(Booking, and_(Booking.workshop_id == Workshop.id, Booking.cancelled.is_(False)))
        .where(Workshop.day >= day)
        .group_by(Workshop.id, Room.name)
        .order_by(Workshop.day, Workshop.title)
    )
    return [
        {"title": title, "day": on.isoformat(), "room": room, "taken": count}
        for title, on, room, count in db.session.execute(query)
    ]
