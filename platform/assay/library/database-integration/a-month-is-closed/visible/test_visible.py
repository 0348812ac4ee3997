FILL = """
from datetime import date
from models import Call, Customer, db

amadou = Customer(name="Amadou")
amadou.calls = [Call(day=date(2026, 2, 3), cents=4000), Call(day=date(2026, 2, 9), cents=250)]
db.session.add(amadou)
db.session.commit()
"""
CLOSE = "result = app.test_client().post('/months/2026-02/close').json"


def test_one_customer(subject):
    subject.probe(FILL)
    told = subject.client().post("/months/2026-02/close")
    assert told.json == [{"customer": "Amadou", "cents": 4250}]


def test_how_many_statements(subject):
    subject.probe(FILL)
    told = subject.statements(CLOSE)
    assert len(told["value"]) == 1
    assert len(told["statements"]) <= 8
