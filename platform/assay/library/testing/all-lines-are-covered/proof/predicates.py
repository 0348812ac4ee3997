from flask import Flask, request

VIEW = """
@app.post("/fees")
def fee():
    order = request.get_json()
    rate = 0.1
    if order["member"]:
        rate = 0.05
    if order["total"] > 50:
        rate = rate / 2
    return {"fee": round(order["total"] * rate, 2)}
"""


def passes(old, new):
    """Whether the test passes with the change, which alters the fee of some order."""
    assert VIEW.count(old) == 1
    before, after = client_of(VIEW), client_of(VIEW.replace(old, new))
    orders = [
        {"total": total, "member": member}
        for total in (10, 33.33, 49.5, 50, 60, 100)
        for member in (True, False)
    ]
    assert any(fee(before, order) != fee(after, order) for order in orders)
    return fee(after, {"total": 100, "member": True}) == {"fee": 2.5}


def client_of(view):
    app = Flask("shop")
    exec(view, {"app": app, "request": request})
    return app.test_client()


def fee(client, order):
    return client.post("/fees", json=order).json


def a():
    return passes("rate = 0.1\n", "rate = 0.2\n")


def b():
    return passes("rate / 2", "rate - 0.02")


def c():
    return passes("> 50", ">= 50")


def d():
    return passes("0.05", "0.5")


def e():
    return passes('round(order["total"] * rate, 2)', 'order["total"] * rate')


def f():
    return passes('if order["member"]', 'if not order["member"]')
