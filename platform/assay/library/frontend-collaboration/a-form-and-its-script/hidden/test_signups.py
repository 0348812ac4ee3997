import html
import re
from html.parser import HTMLParser

import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SCRIPT = "application/json, text/plain, */*"
DAYS = ["mon", "tue", "wed", "thu", "fri"]


class Form(HTMLParser):
    """What a page's form holds, and for which fields there are words."""

    def __init__(self, text):
        super().__init__()
        self.fields, self.days, self.errors = {}, [], []
        self.feed(text)

    def handle_starttag(self, tag, told):
        told = dict(told)
        if tag == "input" and told.get("type") == "checkbox":
            self.days += [told["value"]] if "checked" in told else []
        elif tag == "input":
            self.fields[told["name"]] = told["value"]
        elif tag == "p":
            self.errors.append(told["data-field"])


@pytest.fixture
def name(rng):
    return f"Ola {rng.randrange(10**6)}"


@pytest.fixture
def send(client, name):
    def send(accept, **told):
        body = {"name": name, "seats": "2", "days": ["mon"], **told}
        body = {field: value for field, value in body.items() if value is not None}
        return client.post("/signups", data=body, headers={"Accept": accept} if accept else {})

    return send


def test_a_browser_signs_up(client, send, name):
    sent = send(BROWSER)
    assert (sent.status_code, sent.location.endswith("/signups/1")) == (303, True)
    page = client.get(sent.location, headers={"Accept": BROWSER})
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert f"<h1>{name}</h1>" in page.text


def test_a_script_signs_up(client, send, name):
    for number in (1, 2):
        made = send(SCRIPT)
        told = {"id": number, "name": name, "seats": 2, "days": ["mon"]}
        assert (made.status_code, made.json) == (201, told)
        assert made.location.endswith(f"/signups/{number}")
        assert client.get(made.location, headers={"Accept": SCRIPT}).json == told


def test_who_gets_json(client, send):
    send(BROWSER)
    asked = {
        BROWSER: False,
        SCRIPT: True,
        "application/json": True,
        None: False,
        "*/*": False,
        "text/html, application/json": False,
        "application/json, text/html": False,
        "application/json;q=0.8, text/html;q=0.9": False,
        "text/html;q=0.4, application/json;q=0.6": True,
        "application/json;q=0, */*": False,
    }
    for accept, is_json in asked.items():
        headers = {"Accept": accept} if accept else {}
        mimetype = "application/json" if is_json else "text/html"
        assert client.get("/signups/1", headers=headers).mimetype == mimetype, accept
        assert send(accept).status_code == (201 if is_json else 303), accept
        assert send(accept, name=" ").mimetype == mimetype, accept


def test_caches(client, send):
    for accept in (BROWSER, SCRIPT):
        told = [
            send(accept),
            send(accept, seats="0"),
            client.get("/signups/1", headers={"Accept": accept}),
        ]
        assert ["accept" in [one.lower() for one in answer.vary] for answer in told] == [True] * 3


def test_days(client, send, rng):
    days = rng.sample(DAYS, 3)
    for found in (days, days[:1], [*days, days[0]], DAYS[::-1]):
        kept = [day for day in DAYS if day in found]
        assert send(SCRIPT, days=found).json["days"] == kept
    page = client.get(send(BROWSER, days=days).location)
    assert f'<p class="days">{" ".join(day for day in DAYS if day in days)}</p>' in page.text


def test_seats(send):
    assert [send(SCRIPT, seats=one).json["seats"] for one in ("1", "6", "", None)] == [1, 6, 1, 1]
    for wrong in ("0", "7", "-1", "2.5", "two"):
        assert send(SCRIPT, seats=wrong).status_code == 422, wrong


def test_a_page_that_is_refused(send, name, rng):
    typed = f'<b>"{name}" & co</b>'
    told = [
        ({"name": typed, "seats": "9", "days": ["fri", "tue"]}, ["seats"]),
        ({"name": "  ", "seats": "<2>", "days": []}, ["name", "seats", "days"]),
        ({"name": typed, "days": ["wed", "sun"]}, ["days"]),
        ({"name": typed, "seats": "", "days": []}, ["days"]),
    ]
    for body, errors in told:
        page = send(BROWSER, **{"seats": None, **body})
        assert (page.status_code, page.mimetype) == (422, "text/html")
        form = Form(page.text)
        assert sorted(form.errors) == sorted(errors), body
        assert form.fields == {"name": body["name"], "seats": body.get("seats", "")}
        assert form.days == [day for day in DAYS if day in body["days"]]
        assert "<b>" not in page.text


def test_a_script_that_is_refused(send, name):
    told = [
        ({"name": None}, {"name"}),
        ({"name": " ", "seats": "9", "days": None}, {"name", "seats", "days"}),
        ({"days": ["mon", "sun"]}, {"days"}),
        ({"seats": "many"}, {"seats"}),
    ]
    for body, fields in told:
        refused = send(SCRIPT, **body)
        assert refused.status_code == 422
        assert set(refused.json["errors"]) == fields, body
        assert all(isinstance(words, str) and words for words in refused.json["errors"].values())
    assert send(SCRIPT, name=f"  {name} ").json["name"] == name


def test_what_is_refused_is_not_kept(client, send):
    for accept in (BROWSER, SCRIPT):
        assert send(accept, name="").status_code == 422
    assert [client.get(f"/signups/{number}").status_code for number in (1, 2)] == [404, 404]
    assert send(SCRIPT).json["id"] == 1
