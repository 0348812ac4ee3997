import hmac
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.security import generate_password_hash

KEPT = "import store; result = store.hashes.get(name)"


@pytest.fixture
def tala(rng):
    return {"name": f"Tala {rng.randrange(10**6)}", "password": f"żółw {rng.randrange(10**9)}"}


@pytest.fixture
def client(make_subject, tala):
    """Tala is a member, with a hash of today that costs little to check."""
    kept = generate_password_hash(tala["password"], "pbkdf2:sha256:1")
    return make_subject(env={"MEMBERS": json.dumps({tala["name"]: kept})}).client()


@pytest.fixture
def proxy(rng):
    """What the proxy says of a visitor."""
    return {
        "X-Forwarded-For": f"192.0.2.{rng.randint(1, 250)}",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": f"gym{rng.randrange(10**6)}.example",
    }


def test_a_member_signs_in(client, tala):
    assert client.post("/login", data=tala).status_code == 302
    for wrong in ({"password": tala["password"] + "x"}, {"password": ""}, {"name": "Nobody"}):
        assert client.post("/login", data={**tala, **wrong}).status_code == 403


def test_hashes_of_today(subject, tala):
    client = subject.client()
    assert client.post("/members", json=tala).status_code == 201
    assert client.post("/login", data=tala).status_code == 302
    kept = subject.probe(KEPT, name=tala["name"])
    assert kept.startswith("scrypt:")
    assert tala["password"] not in kept


def test_members_of_former_years(make_subject, tala, rng):
    salt = f"s{rng.randrange(10**8)}"
    digest = hmac.new(salt.encode(), tala["password"].encode(), "sha256").hexdigest()
    kept = {tala["name"]: f"sha256${salt}${digest}", "Ana": f"sha256$x${digest}"}
    subject = make_subject(env={"MEMBERS": json.dumps(kept)})
    client = subject.client()
    assert client.post("/login", data=tala).status_code == 302
    for wrong in ({"password": "x"}, {"password": digest}, {"password": ""}, {"name": "Ana"}):
        assert client.post("/login", data={**tala, **wrong}).status_code == 403
    assert subject.probe(KEPT, name=tala["name"]) == kept[tala["name"]]


def test_scripts_and_pages(client, tala):
    for words in ("XMLHttpRequest", "xmlhttprequest"):
        told = client.post("/login", data=tala, headers={"X-Requested-With": words})
        assert (told.status_code, told.json) == (200, {"name": tala["name"]})
    told = client.post("/login", data=tala, headers={"X-Requested-With": "com.example.browser"})
    assert told.status_code == 302


def test_complete_addresses(client, tala):
    assert client.post("/login", data=tala).location == "http://localhost/visits"
    led = client.post("/login", data=tala, base_url="https://doors.example:8443")
    assert led.location == "https://doors.example:8443/visits"


def test_behind_the_proxy(client, proxy):
    here = f"https://{proxy['X-Forwarded-Host']}/visits"
    told = client.get("/visits", headers=proxy)
    assert told.json == {"visitor": proxy["X-Forwarded-For"], "here": here}
    forged = {**proxy, "X-Forwarded-For": f"198.51.100.9, {proxy['X-Forwarded-For']}"}
    assert client.get("/visits", headers=forged).json["visitor"] == proxy["X-Forwarded-For"]


def test_links_to_the_partner(client, rng):
    city, sports = f"Tromsø & Ås {rng.randrange(10**6)}", [f"judo+{rng.randrange(99)}", "yoga 50%"]
    told = [("city", city), *(("sport", one) for one in sports)]
    asked = [
        (told, told),
        ([*reversed(told), ("page", "2")], [told[0], *told[:0:-1]]),
        (told[:1], told[:1]),
        (told[1:], told[1:]),
        ([], []),
        ([("page", "2")], []),
    ]
    for sent, expected in asked:
        link = client.get("/partner", query_string=sent).json["link"]
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc, parts.path) == ("https", "halls.example", "/find")
        assert parse_qsl(parts.query, keep_blank_values=True) == expected


def test_the_door(make_subject, rng):
    for word in (f"open {rng.randrange(10**6)}", f"åpne {rng.randrange(10**6)}"):
        client = make_subject(env={"DOOR_WORD": word}).client()
        assert client.post("/door", data={"word": word}).status_code == 204
        for wrong in (word[:-1], word + " ", "", "dør", word.upper()):
            assert client.post("/door", data={"word": wrong}).status_code == 403
