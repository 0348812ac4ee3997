OLA = {"name": "Ola", "seats": "2", "days": ["thu", "mon"]}


def test_a_browser(client):
    page = client.post("/signups", data=OLA, follow_redirects=True)
    assert "<h1>Ola</h1>" in page.text


def test_a_script(client):
    made = client.post("/signups", data=OLA, headers={"Accept": "application/json"})
    assert made.status_code == 201
    assert made.json == {"id": 1, "name": "Ola", "seats": 2, "days": ["mon", "thu"]}
