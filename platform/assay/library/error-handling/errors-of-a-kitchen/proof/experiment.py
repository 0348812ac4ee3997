from kitchen import PRICES, SoldOut, app


def sold_out():
    raise SoldOut("soup")


LINES = {
    "1": lambda: PRICES["soup"],
    "2": lambda: int("two"),
    "3": sold_out,
    "4": lambda: open("missing.txt"),
    "5": lambda: 5 / 0,
}
for row, line in LINES.items():
    app.add_url_rule(f"/{row}", row, line)


def observe():
    client = app.test_client()
    return {row: client.get(f"/{row}").status_code for row in LINES}
