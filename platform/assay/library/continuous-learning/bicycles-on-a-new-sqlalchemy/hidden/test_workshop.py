import pytest

ASK = """
import json
import warnings

client, result = app.test_client(), []
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    for method, path, body in asked:
        answer = client.open(path, method=method, json=body)
        result.append(answer.status_code)
    result.append([f"{one.category.__name__}: {one.message}"[:200] for one in told])
"""


class Workshop:
    def __init__(self, client, rng):
        self.client, self.rng = client, rng

    def owner(self):
        return f"Ines {self.rng.randrange(10**6)}"

    def frame(self):
        return f"F{self.rng.randrange(10**8)}"

    def post(self, path, **told):
        return self.client.post(path, json=told)

    def bicycle(self, owner=None, frame=None):
        made = self.post("/bicycles", owner=owner or self.owner(), frame=frame or self.frame())
        assert made.status_code == 201
        return made.json

    def repair(self, bicycle, day="2026-03-01", cents=4500):
        made = self.post(f"/bicycles/{bicycle['id']}/repairs", day=day, cents=cents)
        assert made.status_code == 201
        return made.json

    def done(self, repair):
        return self.client.post(f"/repairs/{repair['id']}/done").status_code

    def of(self, owner):
        return self.client.get(f"/owners/{owner}/repairs").json

    def page(self, number=None):
        return self.client.get("/bicycles" + (f"?page={number}" if number else "")).json


@pytest.fixture
def shop(client, rng):
    return Workshop(client, rng)


def test_it_starts(shop):
    assert shop.client.get("/bicycles").json == []
    assert shop.client.get("/report").json in ({}, None)


def test_bicycles(shop):
    owner, frames = shop.owner(), sorted(shop.frame() for _ in range(2))
    made = [shop.bicycle(owner, frame) for frame in frames]
    assert made == [{"id": one["id"], "frame": f, "owner": owner} for one, f in zip(made, frames, strict=True)]
    assert shop.page() == [{**one, "repairs": []} for one in made]
    assert shop.of(owner) == []


def test_a_frame_that_is_known(shop):
    owner, frame = shop.owner(), shop.frame()
    made = shop.bicycle(frame=frame)
    assert shop.post("/bicycles", owner=owner, frame=frame).status_code == 409
    assert shop.client.get(f"/owners/{owner}/repairs").status_code == 404
    assert shop.page() == [{**made, "repairs": []}]


def test_repairs(shop, rng):
    bicycle, cents = shop.bicycle(), rng.randint(1, 9999)
    made = shop.repair(bicycle, "2026-02-03", cents)
    assert made == {"id": made["id"], "day": "2026-02-03", "cents": cents, "state": "open"}
    assert shop.of(bicycle["owner"]) == [made]
    assert shop.page()[0]["repairs"] == [made["id"]]
    assert shop.post("/bicycles/77/repairs", day="2026-02-03", cents=1).status_code == 404


def test_pages(shop):
    made = sorted((shop.bicycle() for _ in range(4)), key=lambda one: one["frame"])
    numbers = {one["id"]: [shop.repair(one)["id"] for _ in range(3)] for one in made[:2]}
    listed = [{**one, "repairs": numbers.get(one["id"], [])} for one in made]
    assert [shop.page(), shop.page(1), shop.page(2), shop.page(3)] == [listed[:3], listed[:3], listed[3:], []]


def test_repairs_of_an_owner(shop):
    owner = shop.owner()
    first, second, other = shop.bicycle(owner), shop.bicycle(owner), shop.bicycle()
    days = [(first, "2026-03-01"), (second, "2026-05-01"), (first, "2026-03-01"), (first, "2025-12-31")]
    made = [shop.repair(bicycle, day) for bicycle, day in days]
    shop.repair(other)
    assert shop.of(owner) == [made[1], made[2], made[0], made[3]]


def test_done(shop):
    bicycle = shop.bicycle()
    made = [shop.repair(bicycle) for _ in range(2)]
    assert [shop.done(made[0]), shop.done({"id": made[1]["id"] + 50})] == [204, 404]
    assert [one["state"] for one in shop.of(bicycle["owner"])] == ["open", "done"]


def test_the_report(shop, rng):
    bicycle = shop.bicycle()
    cents = [rng.randint(1, 5000), 5000, 5001, rng.randint(5002, 20000)]
    made = [shop.repair(bicycle, cents=one) for one in cents]
    told = {"open": {"repairs": 4, "cents": sum(cents), "dear": 2}}
    assert shop.client.get("/report").json == told
    if shop.done(made[0]) == 204 and shop.of(bicycle["owner"])[-1]["state"] == "done":
        told = {
            "open": {"repairs": 3, "cents": sum(cents[1:]), "dear": 2},
            "done": {"repairs": 1, "cents": cents[0], "dear": 0},
        }
    assert shop.client.get("/report").json == told


def test_a_month_is_billed(shop):
    bicycle = shop.bicycle()
    made = [shop.repair(bicycle, day) for day in ("2026-03-31", "2026-03-01", "2026-02-28", "2026-03-02")]
    for one in made[:3]:
        shop.done(one)
    assert shop.client.post("/months/2026-03/bill").json == {"billed": 2}
    states = {one["id"]: one["state"] for one in shop.of(bicycle["owner"])}
    assert [states[one["id"]] for one in made] == ["billed", "billed", "done", "open"]
    assert shop.client.post("/months/2026-03/bill").json == {"billed": 0}


def test_no_warnings(subject, rng):
    name = f"Ines{rng.randrange(10**6)}"
    asked = [
        ["POST", "/bicycles", {"owner": name, "frame": "A"}],
        ["POST", "/bicycles", {"owner": name, "frame": "B"}],
        ["POST", "/bicycles/1/repairs", {"day": "2026-03-01", "cents": 1}],
        ["POST", "/bicycles/9/repairs", {"day": "2026-03-01", "cents": 1}],
        ["GET", "/bicycles", None],
        ["GET", f"/owners/{name}/repairs", None],
        ["POST", "/repairs/1/done", None],
        ["GET", "/report", None],
        ["POST", "/months/2026-03/bill", None],
    ]
    *statuses, told = subject.probe(ASK, asked=asked)
    assert statuses == [201, 201, 201, 404, 200, 200, 204, 200, 200]
    assert told == []
