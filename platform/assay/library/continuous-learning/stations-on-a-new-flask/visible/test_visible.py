import json

ROW = {"code": "kals", "name": "Kals", "height": "1325.50", "since": "2019-03-01T06:30:00"}


def test_a_station(make_subject):
    client = make_subject(env={"STATIONS": json.dumps([ROW])}).client()
    assert client.get("/stations/kals").json == {**ROW, "readings": []}
    assert client.get("/stations/lienz").status_code == 404


def test_a_reading(make_subject):
    client = make_subject(env={"STATIONS": json.dumps([ROW])}).client()
    made = client.post("/stations/kals/readings", json={"value": 7})
    assert (made.status_code, made.json["readings"]) == (201, [7])
