from flask import Flask, request

STATES = ("open", "sent", "open", "late", "open", "sent", "late")


def open_orders(get):
    found, path = [], "/orders"
    while path:
        page = get(path).json
        for order in page["items"]:
            if order["state"] == "open":
                found.append(order["id"])
        path = page["next"]
    return found


def seen(order=lambda order: order, page=lambda page: page, size=3, late="open"):
    """What the client finds; order() and page() are the API's changes, late is a state's name."""
    app = Flask("orders")
    orders = [
        {"id": number, "state": late if state == "late" else state}
        for number, state in enumerate(STATES, 1)
    ]

    @app.get("/orders")
    def listed():
        start = request.args.get("from", 0, type=int)
        end = start + size
        told = {"items": [order(one) for one in orders[start:end]], "next": None}
        if end < len(orders):
            told["next"] = f"/orders?from={end}"
        return page(told)

    try:
        return open_orders(app.test_client().get)
    except Exception as error:
        return type(error).__name__


def breaks(**change):
    before = seen()
    assert before == [1, 3, 4, 5, 7]
    return seen(**change) != before


def a():
    return breaks(order=lambda order: {**order, "note": "ring twice"})


def b():
    return breaks(page=lambda page: {k: v for k, v in page.items() if v is not None})


def c():
    return breaks(size=2)


def d():
    return breaks(order=lambda order: {**order, "id": str(order["id"])})


def e():
    return breaks(late="late")


def f():
    def whole(page):
        return {**page, "next": page["next"] and "http://localhost" + page["next"]}

    return breaks(page=whole)
