import pytest

TWO = """
from app import create_app

def left(app):
    return app.test_client().get("/shelf/").json

made = [create_app(dict(one)) for one in settings]
for _ in range(times):
    made[0].test_client().post(f"/shelf/{thing}/sold")
result = [left(one) for one in made]
"""
LATER = """
from app import create_app

for _ in range(2):
    app.test_client().post("/shelf/tea/sold")
app.test_client().post("/shelf/soap/sold")
result = create_app().test_client().get("/shelf/").json
"""
REFUSED = """
from app import create_app

result = []
for currency in currencies:
    try:
        result.append(create_app({"CURRENCY": currency}).config["CURRENCY"])
    except Exception as error:
        result.append(type(error).__name__)
"""


@pytest.fixture
def word(rng):
    return "thing" + "".join(rng.choices("abcdefgh", k=8))


def test_the_shelf_is_there(client):
    assert client.get("/shelf/").json == {"tea": 3, "soap": 1}
    assert client.post("/shelf/tea/sold").json == {"left": 2}
    assert client.get("/shelf/").json == {"tea": 2, "soap": 1}


def test_defaults(client):
    told = client.get("/about")
    assert (told.status_code, told.json) == (200, {"name": "Kiosk", "currency": "EUR"})


def test_settings_that_are_given(make_subject, word, rng):
    count = rng.randint(2, 99)
    client = make_subject(config={"NAME": word, "STOCK": {word: count}}).client()
    assert client.get("/about").json == {"name": word, "currency": "EUR"}
    assert client.get("/shelf/").json == {word: count}


def test_each_has_its_own_stock(subject, word, rng):
    count, times = rng.randint(5, 9), rng.randint(2, 4)
    told = subject.probe(
        TWO, settings=[{"STOCK": {word: count}}, {"STOCK": {word: 50}}], thing=word, times=times
    )
    assert told == [{word: count - times}, {word: 50}]


def test_later_ones_begin_as_before(subject):
    assert subject.probe(LATER) == {"tea": 3, "soap": 1}


def test_the_office(make_subject, word, rng):
    count = rng.randint(2, 99)
    client = make_subject(config={"OFFICE": True}).client()
    assert client.put(f"/office/stock/{word}", json={"count": count}).status_code == 204
    assert client.get("/shelf/").json[word] == count


def test_no_office_where_none_is_wanted(client, word):
    for path in (f"/office/stock/{word}", f"/stock/{word}"):
        assert client.put(path, json={"count": 2}).status_code == 404
    assert client.get("/shelf/").json == {"tea": 3, "soap": 1}


def test_nothing_left(make_subject, word):
    client = make_subject(config={"OFFICE": True}).client()
    client.put(f"/office/stock/{word}", json={"count": 1})
    told = [client.post(f"/shelf/{word}/sold") for _ in range(2)]
    assert [one.status_code for one in told] == [200, 409]
    assert isinstance(told[1].json["error"], str)
    assert told[1].json["error"]


def test_the_header(make_subject, word):
    client = make_subject(config={"NAME": word}).client()
    told = [client.get(path) for path in ("/about", "/shelf/", f"/{word}")]
    told.append(client.post(f"/shelf/{word}/sold"))
    assert [one.status_code for one in told] == [200, 200, 404, 409]
    assert [one.headers.get("X-Kiosk") for one in told] == [word] * 4


def test_the_command(make_subject, word, rng):
    count = rng.randint(2, 99)
    subject = make_subject(config={"NAME": word})
    told = subject.cli("fill", word, str(count))
    assert (told["exit_code"], told["output"]) == (0, f"{word}: {count}\n")
    assert subject.client().get("/shelf/").json[word] == count


def test_counts_that_are_none(subject, word):
    assert subject.cli("fill", word, "many")["exit_code"] == 2
    assert subject.client().get("/shelf/").json == {"tea": 3, "soap": 1}


def test_currencies(subject):
    wrong = ["", "eu", "eur", "EURO", "E1R", "ÄÖÜ", "EUR "]
    assert subject.probe(REFUSED, currencies=["SEK", *wrong]) == ["SEK", *["ValueError"] * 7]
