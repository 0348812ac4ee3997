def test_the_shelf(client):
    assert client.get("/shelf/").json == {"tea": 3, "soap": 1}
    assert client.post("/shelf/tea/sold").json == {"left": 2}


def test_a_name_of_its_own(make_subject):
    told = make_subject(config={"NAME": "Harbour"}).client().get("/about")
    assert told.json == {"name": "Harbour", "currency": "EUR"}
    assert told.headers["X-Kiosk"] == "Harbour"


def test_the_command(subject):
    assert subject.cli("fill", "soap", "5") == {"exit_code": 0, "output": "soap: 5\n"}
