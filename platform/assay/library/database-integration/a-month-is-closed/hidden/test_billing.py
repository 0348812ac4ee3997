import pytest

NAMES = ["Amadou", "Beyza", "Chiara", "Dmitri", "Esi", "Faisal", "Guðrún", "Hinemoa", "Ikaika"]
FILL = """
from datetime import date
from models import Call, Customer, db

for customer, name in customers:
    db.session.add(Customer(id=customer, name=name))
db.session.flush()
for call, customer, day, cents in calls:
    day = date.fromisoformat(day)
    db.session.add(Call(id=call, customer_id=customer, day=day, cents=cents))
db.session.commit()
"""
READ = """
from sqlalchemy import text
from models import db

def rows(query):
    return [list(row) for row in db.session.execute(text(query))]

result = {
    "invoices": rows("SELECT id, customer_id, month, cents FROM invoice"),
    "calls": rows("SELECT id, invoice_id FROM call"),
}
"""
CLOSE = "result = app.test_client().post('/months/2026-02/close').json"


class Company:
    """What the database gets, and what is read of it afterwards."""

    def __init__(self, subject, rng):
        self.subject, self.rng = subject, rng
        self.names, self.customers, self.calls = {}, [], []
        self.number = rng.randint(100, 900)

    def customer(self, name=None):
        self.number += self.rng.randint(1, 9)
        name = name or f"{self.rng.choice(NAMES)} {self.number}"
        self.names[self.number] = name
        self.customers.append((self.number, name))
        return self.number

    def call(self, customer, day="2026-02-10", cents=None):
        """The id and the cents of a call of this customer."""
        self.number += self.rng.randint(1, 9)
        cents = self.rng.randint(1, 5000) if cents is None else cents
        self.calls.append((self.number, customer, day, cents))
        return self.number, cents

    def calling(self, *days):
        """A customer with a call on each of the days, and the calls."""
        customer = self.customer()
        return customer, [self.call(customer, day) for day in days]

    def fill(self):
        self.rng.shuffle(self.calls)
        self.subject.probe(FILL, customers=self.customers, calls=self.calls)
        self.customers, self.calls = [], []

    def close(self, month="2026-02"):
        self.fill()
        told = self.subject.client().post(f"/months/{month}/close")
        assert told.status_code == 200
        return told.json

    def invoices(self, month="2026-02"):
        """customer -> [cents, ids of its calls], of this month's invoices."""
        read = self.subject.probe(READ)
        found = {}
        for number, customer, of, cents in read["invoices"]:
            if of == f"{month}-01":
                calls = sorted(call for call, invoice in read["calls"] if invoice == number)
                assert customer not in found
                found[customer] = [cents, calls]
        return found

    def sums(self, month="2026-02"):
        return {customer: cents for customer, (cents, _) in self.invoices(month).items()}


def of(calls):
    """What an invoice of these calls is read as."""
    return [sum(cents for _, cents in calls), sorted(number for number, _ in calls)]


@pytest.fixture
def company(subject, rng):
    return Company(subject, rng)


def test_an_invoice_for_each_customer(company):
    first, calls = company.calling("2026-02-03", "2026-02-14")
    second, more = company.calling("2026-02-20")
    company.close()
    assert company.sums() == {first: of(calls)[0], second: of(more)[0]}


def test_what_is_answered(company, rng):
    names = rng.sample(NAMES, 6)
    expected = []
    for name in names:
        _, cents = company.call(company.customer(name))
        expected.append({"customer": name, "cents": cents})
    company.customer()
    assert company.close() == sorted(expected, key=lambda row: row["customer"])


def test_calls_are_marked(company):
    first, calls = company.calling("2026-02-03", "2026-02-14", "2026-03-14")
    second, more = company.calling("2026-02-20", "2026-02-20")
    company.close()
    assert company.invoices() == {first: of(calls[:2]), second: of(more)}


def test_late_calls(company):
    customer, calls = company.calling("2026-01-31", "2026-02-01", "2025-02-11")
    other, late = company.calling("2025-12-07")
    company.close()
    assert company.sums() == {customer: of(calls)[0], other: of(late)[0]}


def test_bounds_of_a_month(company, rng):
    last, after = rng.choice([("03-31", "04-01"), ("05-31", "06-01"), ("07-31", "08-01")])
    month = f"2026-{last[:2]}"
    customer, calls = company.calling(f"{month}-02", f"2026-{last}", f"2026-{after}")
    company.calling(f"2026-{after}")
    company.close(month)
    assert company.sums(month) == {customer: of(calls[:2])[0]}


def test_december(company):
    customer, calls = company.calling("2026-12-31", "2026-12-01", "2027-01-01")
    company.close("2026-12")
    assert company.sums("2026-12") == {customer: of(calls[:2])[0]}


def test_credits_stay_open(company, rng):
    good, even = company.customer(), company.customer()
    cents = rng.randint(100, 900)
    calls = [company.call(good, cents=cents), company.call(good, cents=-cents - 5)]
    company.call(even, cents=cents)
    company.call(even, cents=-cents)
    other, more = company.calling("2026-02-08")
    company.close()
    assert company.invoices() == {other: of(more)}
    calls.append(company.call(good, "2026-03-02", cents=cents))
    company.close("2026-03")
    assert company.sums("2026-03") == {good: of(calls)[0]}


def test_closed_twice(company):
    customer, calls = company.calling("2026-02-03", "2026-02-14")
    company.close()
    before = company.sums()
    assert company.close() == []
    assert company.sums() == before == {customer: of(calls)[0]}


def test_who_has_an_invoice_already(company):
    customer, calls = company.calling("2026-02-03")
    company.close()
    late = company.call(customer, "2026-02-04")
    other, more = company.calling("2026-02-05")
    assert company.close() == [{"customer": company.names[other], "cents": of(more)[0]}]
    assert company.invoices() == {customer: of(calls), other: of(more)}
    company.close("2026-03")
    assert company.invoices("2026-03") == {customer: of([late])}


@pytest.mark.parametrize("many", [6, 60], ids=["few", "many"])
def test_eight_statements_suffice(company, many):
    expected = {}
    for _ in range(many):
        customer, calls = company.calling("2026-02-03", "2026-01-14")
        expected[customer] = of(calls)[0]
    company.fill()
    told = company.subject.statements(CLOSE)
    assert len(told["value"]) == many
    assert company.sums() == expected
    assert 1 <= len(told["statements"]) <= 8
