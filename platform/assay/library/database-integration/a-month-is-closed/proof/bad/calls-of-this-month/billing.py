"""Believes that a month's invoice holds the calls of the month."""

from datetime import timedelta

from models import Call, Customer, Invoice, db
from sqlalchemy import func, insert, literal, update


def close_month(month):
    following = (month + timedelta(days=31)).replace(day=1)
    is_open = Call.invoice_id.is_(None) & (Call.day < following) & (Call.day >= month)
    has_one = db.select(Invoice.customer_id).where(Invoice.month == month)
    last = db.session.scalar(db.select(func.coalesce(func.max(Invoice.id), 0)))
    sums = (
        db.select(Call.customer_id, literal(month), func.sum(Call.cents))
        .where(is_open, Call.customer_id.not_in(has_one))
        .group_by(Call.customer_id)
        .having(func.sum(Call.cents) > 0)
    )
    db.session.execute(insert(Invoice).from_select(["customer_id", "month", "cents"], sums))
    new = Invoice.id > last
    own = db.select(Invoice.id).where(new, Invoice.customer_id == Call.customer_id)
    marked = update(Call).where(is_open, own.exists()).values(invoice_id=own.scalar_subquery())
    db.session.execute(marked, execution_options={"synchronize_session": False})
    listed = db.select(Customer.name, Invoice.cents).join(Invoice.customer).where(new)
    made = db.session.execute(listed.order_by(Customer.name)).all()
    db.session.commit()
    return [{"customer": name, "cents": cents} for name, cents in made]
