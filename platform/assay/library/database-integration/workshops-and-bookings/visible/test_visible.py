PLAN = """
from datetime import date
from models import Booking, Room, Workshop, db

attic = Room(name="Attic")
binding = Workshop(title="Bookbinding", day=date(2026, 3, 4), room=attic)
binding.bookings = [Booking(person="Amara"), Booking(person="Jun")]
db.session.add(binding)
db.session.commit()
"""


def test_one_workshop(subject):
    subject.probe(PLAN)
    listed = subject.client().get("/workshops?from=2026-03-01").json
    assert listed == [{"title": "Bookbinding", "day": "2026-03-04", "room": "Attic", "taken": 2}]


def test_how_many_statements(subject):
    subject.probe(PLAN)
    told = subject.statements("result = app.test_client().get('/workshops?from=2026-03-01').json")
    assert len(told["value"]) == 1
    assert len(told["statements"]) <= 3
