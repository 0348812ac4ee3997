"""Believes that a condition on the day may stand behind an outer join."""

from models import Inspection, Machine, db
from sqlalchemy import or_
from sqlalchemy.orm import contains_eager


def as_row(machine):
    latest = max(machine.inspections, key=lambda one: (one.day, one.id), default=None)
    return {
        "id": machine.id,
        "name": machine.name,
        "last": latest.day.isoformat() if latest else None,
        "passed": latest.passed if latest else None,
        "inspections": len(machine.inspections),
    }


def state_on(day):
    query = (
        db.select(Machine)
        .outerjoin(Machine.inspections)
        .options(contains_eager(Machine.inspections))
        .where(or_(Inspection.id.is_(None), Inspection.day <= day))
        .where(or_(Machine.retired.is_(None), Machine.retired > day))
    )
    rows = [as_row(one) for one in db.session.scalars(query).unique()]
    return sorted(rows, key=lambda row: (row["last"] or "", row["name"], row["id"]))
