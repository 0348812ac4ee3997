from models import Customer, Invoice, db


def close_month(month):
    made = []
    for customer in db.session.scalars(db.select(Customer)):
        calls = [call for call in customer.calls if call.day.month == month.month]
        invoice = Invoice(customer=customer, month=month, cents=sum(one.cents for one in calls))
        db.session.add(invoice)
        db.session.commit()
        for call in calls:
            call.invoice_id = invoice.id
        made.append({"customer": customer.name, "cents": invoice.cents})
    return made
