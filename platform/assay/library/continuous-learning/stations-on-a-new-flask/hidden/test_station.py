import html
import json
from urllib.parse import quote

import pytest

ADD = "import archive; archive.rows.append(row)"
TIMES_READ = "import archive; result = archive.times_read"


@pytest.fixture
def row(rng):
    told = {
        "code": f"st-{rng.randrange(10**6)}",
        "name": f"Kals {rng.randrange(10**6)}",
        "height": f"{rng.randint(300, 3000)}.{rng.randint(1, 9)}0",
        "since": f"2019-0{rng.randint(1, 9)}-{rng.randint(10, 28)}T06:30:{rng.randint(10, 59)}",
        "zone": f"zone {rng.randrange(10**6)}",
        "basin": f"basin {rng.randrange(10**6)}",
    }
    fields = ["zone", *rng.sample(sorted(set(told) - {"zone", "basin"}), 4), "basin"]
    return {name: told[name] for name in fields}


@pytest.fixture
def start(make_subject, row):
    """A client of an application whose archive holds the row, with these changes."""
    return lambda **told: make_subject(env={"STATIONS": json.dumps([{**row, **told}])}).client()


def test_a_station_is_shown(start, row):
    client = start()
    shown = client.get(f"/stations/{row['code']}")
    assert (shown.status_code, shown.mimetype) == (200, "application/json")
    assert [shown.json[name] for name in ("code", "name")] == [row["code"], row["name"]]
    assert client.get(f"/stations/{row['code']}-2").status_code == 404


def test_fields_keep_their_order(start, row):
    shown = json.loads(start().get(f"/stations/{row['code']}").text, object_pairs_hook=list)
    assert [name for name, _ in shown] == [*row, "readings"]


def test_heights_are_texts(start, row):
    assert start().get(f"/stations/{row['code']}").json["height"] == row["height"]


def test_moments(start, row):
    assert start().get(f"/stations/{row['code']}").json["since"] == row["since"]


def test_a_name_is_no_markup(start, row):
    name = f"<b>Val d'Anniviers & {row['name']}</b>"
    page = start(name=name).get(f"/pages/{row['code']}")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "<b>" not in page.text
    assert name in html.unescape(page.text)


def test_a_download(start, row, rng):
    client, values = start(), [rng.randint(-30, 40) for _ in range(3)]
    for value in values:
        client.post(f"/stations/{row['code']}/readings", json={"value": value})
    sent = client.get(f"/downloads/{row['code']}")
    assert sent.text.split() == [str(value) for value in values]
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert f"{row['code']}.csv" in sent.headers["Content-Disposition"]
    assert sent.cache_control.max_age == 60


def test_the_old_address(make_subject, row):
    codes = [f"{row['code']}{signs}b" for signs in ("", "?", "#", "%", " ", "ö", "%3F")]
    rows = [{**row, "code": code} for code in codes]
    client = make_subject(env={"STATIONS": json.dumps(rows)}).client()
    for code in codes:
        moved = client.get(f"/station/{quote(code)}", follow_redirects=True)
        assert (moved.status_code, moved.json["code"]) == (200, code)
        assert moved.request.path == f"/stations/{code}"


def test_not_read_before_the_first_request(make_subject, row):
    subject = make_subject()
    assert subject.probe(TIMES_READ) == 0
    subject.probe(ADD, row=row)
    assert subject.client().get(f"/stations/{row['code']}").json["name"] == row["name"]


def test_read_once(make_subject, row):
    subject = make_subject(env={"STATIONS": json.dumps([row])})
    client = subject.client()
    for path in ("stations", "pages", "downloads", "station", "stations"):
        assert client.get(f"/{path}/{row['code']}").status_code < 400
    assert subject.probe(TIMES_READ) == 1


def test_a_reading_is_kept(start, row, rng):
    client, values = start(), [rng.randint(-30, 40) for _ in range(3)]
    for value in values:
        made = client.post(f"/stations/{row['code']}/readings", json={"value": value})
        assert made.status_code == 201
    assert client.get(f"/stations/{row['code']}").json["readings"] == values


def test_what_is_no_json(start, row):
    client, path = start(), f"/stations/{row['code']}/readings"
    told = [
        client.post(path),
        client.post(path, data={"value": "7"}),
        client.post(path, data='{"value": 7}', content_type="text/plain"),
    ]
    assert [one.status_code for one in told] == [422] * 3
    assert [one.json for one in told] == [{"error": "Send JSON."}] * 3
    assert client.get(f"/stations/{row['code']}").json["readings"] == []


def test_json_that_is_broken(start, row):
    client, path = start(), f"/stations/{row['code']}/readings"
    told = client.post(path, data='{"value": ', content_type="application/json")
    assert told.status_code == 400
    assert client.get(f"/stations/{row['code']}").json["readings"] == []
