from io import BytesIO


def test_a_paper(client):
    told = client.post("/papers", data={"paper": (BytesIO(b"%PDF-1.7 rent"), "rent.pdf")})
    assert (told.status_code, told.json["name"]) == (201, "rent.pdf")
    given = client.get(f"/papers/{told.json['id']}")
    assert (given.data, given.mimetype) == (b"%PDF-1.7 rent", "application/pdf")
