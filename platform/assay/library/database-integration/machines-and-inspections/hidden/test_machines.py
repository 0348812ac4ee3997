from datetime import date, timedelta

import pytest

ON = date(2026, 5, 1)
NAMES = ["Anvil", "Bandsaw", "Drill press", "Jointer", "Kiln", "Lathe", "Planer"]
FILL = """
from datetime import date
from models import Inspection, Machine, db

for number, name, retired in machines:
    retired = date.fromisoformat(retired) if retired else None
    db.session.add(Machine(id=number, name=name, retired=retired))
db.session.flush()
for machine, day, passed in inspections:
    db.session.add(Inspection(machine_id=machine, day=date.fromisoformat(day), passed=passed))
    db.session.flush()
db.session.commit()
"""
ASK = "result = app.test_client().get(f'/machines?on={day}').json"


def days(number):
    return (ON + timedelta(days=number)).isoformat()


class Workshop:
    """Machines as the database gets them, and as the list must show them."""

    def __init__(self, subject, rng):
        self.subject, self.rng = subject, rng
        self.machines, self.inspections, self.expected = [], [], []
        self.number = rng.randint(1000, 2000)

    def add(self, *found, name=None, retired=None, last=None, passed=None, listed=True):
        """A machine with inspections (days, passed) in the order in which they are entered."""
        self.number -= self.rng.randint(1, 9)
        name = name or f"{self.rng.choice(NAMES)} {self.rng.randrange(10**6)}"
        self.machines.append((self.number, name, None if retired is None else days(retired)))
        self.inspections += [(self.number, days(day), passed) for day, passed in found]
        row = {
            "id": self.number,
            "name": name,
            "last": None if last is None else days(last),
            "passed": passed,
            "inspections": sum(day <= 0 for day, _ in found),
        }
        self.expected += [row] if listed else []

    def inspected(self, **told):
        day, passed = -self.rng.randint(1, 99), self.rng.random() < 0.5
        self.add((day, passed), last=day, passed=passed, **told)

    def fill(self):
        self.rng.shuffle(self.machines)
        self.subject.probe(FILL, machines=self.machines, inspections=self.inspections)

    def listed(self):
        return self.subject.client().get(f"/machines?on={ON}").json


@pytest.fixture
def workshop(subject, rng):
    return Workshop(subject, rng)


def by_id(rows):
    return sorted(rows, key=lambda row: row["id"])


def holds(workshop):
    workshop.fill()
    return by_id(workshop.listed()) == by_id(workshop.expected)


def test_what_was_inspected_is_listed(workshop):
    workshop.inspected()
    workshop.add((-9, True), (-5, False), (-3, True), last=-3, passed=True)
    assert holds(workshop)


def test_the_latest_day_counts(workshop, rng):
    late, early = -rng.randint(1, 20), -rng.randint(30, 90)
    workshop.add((late, False), (early, True), last=late, passed=False)
    workshop.add((late, True), (early, False), last=late, passed=True)
    assert holds(workshop)


def test_two_on_one_day(workshop, rng):
    day = -rng.randint(1, 20)
    workshop.add((day - 1, True), (day, True), (day, False), last=day, passed=False)
    workshop.add((day, False), (day, True), (day - 1, False), last=day, passed=True)
    assert holds(workshop)


def test_never_inspected(workshop):
    workshop.inspected()
    workshop.add()
    assert holds(workshop)


def test_inspected_after_the_day_only(workshop, rng):
    workshop.inspected()
    workshop.add((rng.randint(2, 9), True), (1, False))
    assert holds(workshop)


def test_what_comes_after_the_day_does_not_count(workshop, rng):
    workshop.add((-3, True), (1, False), (rng.randint(2, 9), False), last=-3, passed=True)
    workshop.add((-3, True), (0, False), last=0, passed=False)
    assert holds(workshop)


def test_retired_machines(workshop, rng):
    workshop.inspected(retired=1)
    workshop.inspected(retired=0, listed=False)
    workshop.inspected(retired=-rng.randint(1, 50), listed=False)
    workshop.inspected()
    assert holds(workshop)


def test_two_of_one_name(workshop, rng):
    name = f"Lathe {rng.randrange(10**6)}"
    for _ in range(3):
        workshop.inspected(name=name)
    workshop.add(name=name)
    assert holds(workshop)


def test_order(workshop, rng):
    for name in rng.sample(NAMES, 6):
        day = -rng.randint(1, 2)
        workshop.add((day, True), last=day, passed=True, name=name)
        workshop.add(name=name)
    workshop.add(name=NAMES[0])
    workshop.fill()
    expected = sorted(
        workshop.expected, key=lambda row: (row["last"] or "", row["name"], row["id"])
    )
    assert workshop.listed() == expected


@pytest.mark.parametrize("many", [6, 50], ids=["few", "many"])
def test_two_statements_suffice(workshop, many):
    for number in range(many):
        workshop.inspected(name=f"Lathe {number}")
    workshop.fill()
    told = workshop.subject.statements(ASK, day=ON.isoformat())
    assert by_id(told["value"]) == by_id(workshop.expected)
    assert 1 <= len(told["statements"]) <= 2
