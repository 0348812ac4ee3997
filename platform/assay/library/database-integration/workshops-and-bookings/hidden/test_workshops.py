from datetime import date, timedelta

import pytest

START = date(2026, 3, 1)
TITLES = ["Bookbinding", "Felting", "Glazing", "Joinery", "Kintsugi", "Lettering", "Weaving"]
PLAN = """
from datetime import date
from models import Booking, Room, Workshop, db

rooms = {}
for title, day, room, booked, cancelled in planned:
    if room is not None and room not in rooms:
        rooms[room] = Room(name=room)
    workshop = Workshop(title=title, day=date.fromisoformat(day), room=rooms.get(room))
    workshop.bookings = [Booking(person="p", cancelled=n < cancelled) for n in range(booked)]
    db.session.add(workshop)
    db.session.flush()
db.session.commit()
"""
ASK = "result = app.test_client().get(f'/workshops?from={day}').json"


class Plan:
    """Workshops as the database gets them, and as the list must show them."""

    def __init__(self, subject, rng):
        self.subject, self.rng = subject, rng
        self.rows, self.expected = [], []

    def add(self, days, *, title=None, room="", booked=None, cancelled=0):
        day = (START + timedelta(days=days)).isoformat()
        title = title or f"{self.rng.choice(TITLES)} {self.rng.randrange(10**6)}"
        room = f"Room {self.rng.randint(1, 4)}" if room == "" else room
        booked = self.rng.randint(1, 9) if booked is None else booked
        self.rows.append((title, day, room, booked, cancelled))
        self.expected.append(
            {"title": title, "day": day, "room": room, "taken": booked - cancelled}
        )

    def keep(self):
        self.rng.shuffle(self.rows)
        self.subject.probe(PLAN, planned=self.rows)

    def listed(self):
        return self.subject.client().get(f"/workshops?from={START}").json


@pytest.fixture
def plan(subject, rng):
    return Plan(subject, rng)


def by_title(rows):
    return sorted(rows, key=lambda row: row["title"])


def test_what_is_planned_is_listed(plan):
    for days in range(1, 5):
        plan.add(days)
    plan.keep()
    assert by_title(plan.listed()) == by_title(plan.expected)


def test_without_a_room(plan):
    plan.add(1)
    plan.add(2, room=None)
    plan.keep()
    assert by_title(plan.listed()) == by_title(plan.expected)


def test_without_bookings(plan):
    plan.add(1)
    plan.add(2, booked=0)
    plan.keep()
    assert by_title(plan.listed()) == by_title(plan.expected)


def test_cancelled_bookings_do_not_count(plan, rng):
    gone = rng.randint(1, 3)
    plan.add(1, booked=gone + 2, cancelled=gone)
    plan.add(2)
    plan.keep()
    assert by_title(plan.listed()) == by_title(plan.expected)


def test_when_all_have_cancelled(plan, rng):
    gone = rng.randint(1, 3)
    plan.add(1, booked=gone, cancelled=gone)
    plan.add(2)
    plan.keep()
    assert by_title(plan.listed()) == by_title(plan.expected)


def test_the_day_itself_and_no_earlier_one(plan, rng):
    plan.add(0)
    plan.add(rng.randint(2, 90))
    expected = by_title(plan.expected)
    plan.add(-1)
    plan.add(-rng.randint(2, 90))
    plan.keep()
    assert by_title(plan.listed()) == expected


def test_by_day_then_by_title(plan, rng):
    for title in rng.sample(TITLES, 5):
        plan.add(rng.randint(1, 2), title=title)
    plan.keep()
    expected = sorted(plan.expected, key=lambda row: (row["day"], row["title"]))
    assert plan.listed() == expected


@pytest.mark.parametrize("many", [6, 40], ids=["few", "many"])
def test_three_statements_suffice(plan, many):
    for days in range(many):
        plan.add(days, room=f"Room {days}")
    plan.keep()
    told = plan.subject.statements(ASK, day=START.isoformat())
    assert by_title(told["value"]) == by_title(plan.expected)
    assert 1 <= len(told["statements"]) <= 3
