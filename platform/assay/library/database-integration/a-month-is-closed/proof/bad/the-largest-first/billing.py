"""Believes that a list of invoices begins with the largest."""

from collections import defaultdict
from datetime import date

from models import Call, Invoice, db
from sqlalchemy import insert
from sqlalchemy.orm import joinedload


def next_month(month):
    years, months = divmod(12 * month.year + month.month, 12)
    return date(years, months + 1, 1)


def open_calls(month):
    query = (
        db.select(Call)
        .options(joinedload(Call.customer))
        .where(Call.invoice_id.is_(None), Call.day < next_month(month))
    )
    found = defaultdict(list)
    for call in db.session.scalars(query):
        found[call.customer].append(call)
    return found


def close_month(month):
    of_month = db.select(Invoice.customer_id, Invoice.id).where(Invoice.month == month)
    had = dict(db.session.execute(of_month).tuples().all())
    rows, charged = [], {}
    for customer, calls in open_calls(month).items():
        cents = sum(call.cents for call in calls)
        if cents > 0 and customer.id not in had:
            rows.append({"customer_id": customer.id, "month": month, "cents": cents})
            charged[customer] = calls
    if rows:
        db.session.execute(insert(Invoice), rows)
    numbers = dict(db.session.execute(of_month).tuples().all())
    for customer, calls in charged.items():
        for call in calls:
            call.invoice_id = numbers[customer.id]
    names = [customer.name for customer in charged]
    db.session.commit()
    made = [{"customer": name, "cents": row["cents"]} for name, row in zip(names, rows)]
    return sorted(made, key=lambda row: -row["cents"])
