"""Believes that a relationship is loaded with its row."""

from models import Machine, db


def in_use(machine, day):
    return machine.retired is None or machine.retired > day


def as_row(machine, day):
    known = [one for one in machine.inspections if one.day <= day]
    latest = max(known, key=lambda one: (one.day, one.id), default=None)
    return {
        "id": machine.id,
        "name": machine.name,
        "last": latest.day.isoformat() if latest else None,
        "passed": latest.passed if latest else None,
        "inspections": len(known),
    }


def state_on(day):
    query = db.select(Machine)
    rows = [as_row(one, day) for one in db.session.scalars(query) if in_use(one, day)]
    return sorted(rows, key=lambda row: (row["last"] or "", row["name"], row["id"]))
