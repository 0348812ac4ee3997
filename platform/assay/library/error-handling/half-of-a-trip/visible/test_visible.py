def test_a_trip(client):
    told = client.post("/trips", json={"trip": "Oslo"})
    assert (told.status_code, set(told.json)) == (201, {"train", "hotel", "card"})
    assert client.get("/trips").json == [{"trip": "Oslo", **told.json}]


def test_no_trip(client):
    assert client.post("/trips", json={}).status_code == 400


def test_sold_out(subject):
    subject.probe("""
import partners


def book(trip):
    raise partners.SoldOut("hotel")


partners.hotel.book = book
""")
    told = subject.client().post("/trips", json={"trip": "Oslo"})
    assert (told.status_code, told.json["partner"]) == (409, "hotel")
