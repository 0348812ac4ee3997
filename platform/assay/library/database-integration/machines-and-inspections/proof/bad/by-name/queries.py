"""Believes that a list is ordered by name."""

from models import Inspection, Machine, db
from sqlalchemy import and_, func, or_


def counted_until(day):
    """Inspections until the day, numbered for each machine from the latest on."""
    of_one = {"partition_by": Inspection.machine_id}
    latest_first = [Inspection.day.desc(), Inspection.id.desc()]
    return (
        db.select(
            Inspection.machine_id,
            Inspection.day,
            Inspection.passed,
            func.row_number().over(**of_one, order_by=latest_first).label("place"),
            func.count().over(**of_one).label("how_many"),
        )
        .where(Inspection.day <= day)
        .subquery()
    )


def state_on(day):
    known = counted_until(day)
    query = (
        db.select(Machine.id, Machine.name, known.c.day, known.c.passed, known.c.how_many)
        .outerjoin(known, and_(known.c.machine_id == Machine.id, known.c.place == 1))
        .where(or_(Machine.retired.is_(None), Machine.retired > day))
        .order_by(Machine.name, Machine.id)
    )
    return [
        {
            "id": number,
            "name": name,
            "last": last and last.isoformat(),
            "passed": passed,
            "inspections": how_many or 0,
        }
        for number, name, last, passed, how_many in db.session.execute(query)
    ]
