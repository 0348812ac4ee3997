REPORT = """
import contextlib, io, runpy, sys

for name in ("app", "models", "orders"):
    sys.modules.pop(name, None)
with contextlib.redirect_stdout(io.StringIO()) as told:
    runpy.run_path("report.py", run_name="__main__")
result = told.getvalue()
"""


def test_an_order(client):
    assert client.post("/orders", json={"goods": "tea"}).status_code == 201
    assert client.get("/orders/1").json == {"id": 1, "goods": "tea"}


def test_the_command(subject):
    subject.client().post("/orders", json={"goods": "tea"})
    assert subject.cli("count-orders")["output"] == "1 orders\n"


def test_the_report(subject):
    subject.client().post("/orders", json={"goods": "tea"})
    assert subject.probe(REPORT) == "1 tea\n"
