from flask import Flask, request


def passes(line, *, mended):
    app = Flask("shop")

    @app.post("/orders")
    def order():
        total = request.get_json()["total"]
        is_free = total >= 50 if mended else total > 50
        return {"delivery": 0 if is_free else 4.9}

    def delivery(total):
        return app.test_client().post("/orders", json={"total": total}).json["delivery"]

    try:
        exec(line, {"delivery": delivery})
    except AssertionError:
        return False
    return True


def finds_it(line):
    return not passes(line, mended=False) and passes(line, mended=True)


def a():
    return finds_it("assert delivery(49.99) == 4.9")


def b():
    return finds_it("assert delivery(50.01) == 0")


def c():
    return finds_it("assert delivery(50) == 0")


def d():
    return finds_it("assert delivery(50) == 4.9")
