"""Bare organisations, and candidates for them."""

from uuid import UUID, uuid4

from sqlalchemy import Engine, insert

from assay.core import clock
from assay.invitations.models import Candidate
from assay.tenancy.models import Organisation


def organisations(database: Engine, *names: str) -> list[UUID]:
    """Their ids; opened behind the app's back."""
    rows = [
        {"id": uuid4(), "name": name, "slug": name.lower(), "time_zone": "UTC",
         "opened_at": clock.now()}
        for name in names
    ]  # fmt: skip
    with database.begin() as connection:
        connection.execute(insert(Organisation.__table__), rows)
    return [row["id"] for row in rows]


def candidate(name: str) -> Candidate:
    return Candidate(name=name, email=f"{name.lower()}@x.example")
