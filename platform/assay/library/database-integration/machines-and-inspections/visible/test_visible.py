FILL = """
from datetime import date
from models import Inspection, Machine, db

lathe = Machine(name="Lathe")
lathe.inspections = [Inspection(day=date(2026, 4, 28), passed=True)]
db.session.add(lathe)
db.session.commit()
"""
EXPECTED = [{"id": 1, "name": "Lathe", "last": "2026-04-28", "passed": True, "inspections": 1}]


def test_one_machine(subject):
    subject.probe(FILL)
    assert subject.client().get("/machines?on=2026-05-01").json == EXPECTED


def test_how_many_statements(subject):
    subject.probe(FILL)
    told = subject.statements("result = app.test_client().get('/machines?on=2026-05-01').json")
    assert told["value"] == EXPECTED
    assert len(told["statements"]) <= 2
