from models import Workshop, db


def workshops_from(day):
    listed = []
    for workshop in db.session.scalars(db.select(Workshop)):
        listed.append(
            {
                "title": workshop.title,
                "day": workshop.day.isoformat(),
                "room": workshop.room.name,
                "taken": len(workshop.bookings),
            }
        )
    return listed
