import io


def test_a_table(client):
    table = "email,name,since\nnoor@example.com,Noor,2026-03-01\nli@example.com,Li,\n"
    told = client.post("/members/import", data={"file": (io.BytesIO(table.encode()), "m.csv")})
    assert told.json == {"added": 2, "changed": 0, "same": 0}
    assert client.get("/members").json[0] == {"email": "li@example.com", "name": "Li", "since": None}


def test_a_wrong_row(client):
    table = "email,name,since\nnoor@example.com,Noor,soon\n"
    told = client.post("/members/import", data={"file": (io.BytesIO(table.encode()), "m.csv")})
    assert (told.status_code, told.json) == (422, {"errors": [{"row": 2, "field": "since"}]})
