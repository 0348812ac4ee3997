from models import Inspection, Machine, db
from sqlalchemy import func


def state_on(day):
    query = (
        db.select(Machine, func.max(Inspection.day), func.max(Inspection.passed))
        .join(Machine.inspections)
        .where(Inspection.day <= day)
        .group_by(Machine.name)
    )
    return [
        {
            "id": machine.id,
            "name": machine.name,
            "last": last.isoformat(),
            "passed": passed,
            "inspections": len(machine.inspections),
        }
        for machine, last, passed in db.session.execute(query)
    ]
