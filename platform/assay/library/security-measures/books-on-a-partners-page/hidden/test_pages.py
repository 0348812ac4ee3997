import json

import pytest

API = "https://api.example"


class Browser:
    """One browser, in which pages of any origin are open."""

    def __init__(self, client, book):
        self.client, self.book = client, book

    def ask(self, origin, method, path, **told):
        headers = {**({"Origin": origin} if origin else {}), **told.pop("headers", {})}
        return self.client.open(path, method=method, base_url=API, headers=headers, **told)

    def sign_in(self, origin, card="A-7"):
        return self.ask(origin, "POST", "/session", json={"card": card})

    def lend(self, origin):
        return self.ask(origin, "POST", "/loans", json={"book": self.book})

    def loans(self):
        return self.ask(None, "GET", "/loans").json


@pytest.fixture
def ours(rng):
    return [f"https://books{rng.randrange(10**6)}.example", "https://school.example:8443"]


@pytest.fixture
def foreign(ours):
    first, second = ours
    return [
        "https://evil.example",
        f"{first}.evil.example",
        first.replace("https://", "https://evil"),
        first.replace("https://", "https://evil."),
        first.replace("https", "http"),
        f"{first}:8443",
        "https://school.example",
        f"{second}0",
        " ".join(ours),
    ]


@pytest.fixture
def browser(make_subject, ours, rng):
    client = make_subject(env={"ORIGINS": " ".join(ours)}).client()
    return Browser(client, f"Book {rng.randrange(10**6)}")


@pytest.fixture
def signed_in(browser, ours):
    assert browser.sign_in(ours[0]).status_code == 204
    return browser


@pytest.fixture
def loan(signed_in, ours):
    lent = signed_in.lend(ours[0])
    assert lent.status_code == 201
    return lent.json


def changes(browser, loan, origin):
    """Whatever a page can try to change, in the ways that need no leave and those that do."""
    path, text = f"/loans/{loan['id']}", json.dumps({"book": browser.book})
    return [
        browser.lend(origin),
        browser.ask(origin, "POST", "/loans", data=text, headers={"Content-Type": "text/plain"}),
        browser.ask(origin, "POST", "/loans", data={text[:-2]: '"}'}),
        browser.ask(origin, "POST", f"{path}/extension"),
        browser.ask(origin, "DELETE", path),
    ]


def test_our_pages_lend(signed_in, loan, ours):
    assert (loan["book"], loan["weeks"]) == (signed_in.book, 4)
    assert signed_in.loans() == [loan]
    extended = signed_in.ask(ours[1], "POST", f"/loans/{loan['id']}/extension")
    assert extended.json == {**loan, "weeks": 6}
    assert signed_in.ask(ours[1], "DELETE", f"/loans/{loan['id']}").json == extended.json
    assert signed_in.loans() == []


def test_foreign_pages_change_nothing(signed_in, loan, foreign):
    for origin in foreign:
        told = [one.status_code for one in changes(signed_in, loan, origin)]
        assert told == [403] * 5, origin
    assert signed_in.loans() == [loan]


def test_who_does_not_say(signed_in, loan, ours):
    for origin in (None, "null", ""):
        told = [one.status_code for one in changes(signed_in, loan, origin)]
        assert told == [403] * 5, origin
    lent = signed_in.ask(None, "POST", "/loans", json={"book": "x"}, headers={"Referer": ours[0]})
    assert lent.status_code == 403
    assert signed_in.loans() == [loan]


def test_nobody_is_signed_in_by_others(signed_in, loan, foreign):
    assert signed_in.sign_in(foreign[0], "B-9").status_code == 403
    assert signed_in.ask(foreign[0], "DELETE", "/session").status_code == 403
    assert signed_in.loans() == [loan]


def test_json_only(signed_in, loan, ours):
    text = json.dumps({"book": "x", "card": "B-9"})
    for path in ("/loans", "/session"):
        for kind in ("text/plain", "application/x-www-form-urlencoded", None):
            headers = {"Content-Type": kind} if kind else {}
            sent = signed_in.ask(ours[0], "POST", path, data=text, headers=headers)
            assert sent.status_code == 415, kind
    assert signed_in.loans() == [loan]


def test_looking_changes_nothing(signed_in, loan, ours):
    path = f"/loans/{loan['id']}/extension"
    for origin in (None, ours[0]):
        told = [signed_in.ask(origin, method, path).status_code for method in ("GET", "HEAD", "PUT")]
        assert told[:2] == [405, 405]
        assert told[2] in (403, 405)
        signed_in.ask(origin, "OPTIONS", path)
    assert signed_in.loans() == [loan]


def readers(answer):
    return [answer.headers.get(f"Access-Control-Allow-{name}") for name in ("Origin", "Credentials")]


def test_foreign_pages_read_nothing(signed_in, loan, foreign):
    for origin in [*foreign, "null", None]:
        told = [
            signed_in.ask(origin, "GET", "/loans"),
            signed_in.ask(origin, "GET", "/loans/77"),
            signed_in.lend(origin),
        ]
        assert [readers(one) for one in told] == [[None, None]] * 3, origin


def test_our_pages_read(signed_in, loan, ours):
    for origin in ours:
        told = [
            signed_in.ask(origin, "GET", "/loans"),
            signed_in.ask(origin, "GET", "/nowhere"),
            signed_in.ask(origin, "POST", "/loans", data="x"),
            signed_in.ask(origin, "POST", "/loans/77/extension"),
        ]
        assert [one.status_code for one in told] == [200, 404, 415, 404]
        assert [readers(one) for one in told] == [[origin, "true"]] * 4


def test_caches(signed_in, ours, foreign):
    for origin in (None, ours[0], foreign[0]):
        told = [signed_in.ask(origin, "GET", "/loans"), signed_in.lend(origin)]
        assert ["origin" in [name.lower() for name in one.vary] for one in told] == [True, True]


def words(answer, name):
    told = answer.headers.get(f"Access-Control-Allow-{name}", "")
    return {word.strip().lower() for word in told.split(",")}


def test_before_they_send(browser, ours, foreign):
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    for path in ("/loans", "/session", "/loans/1/extension", "/loans/1"):
        told = browser.ask(ours[1], "OPTIONS", path, headers=asked)
        assert 200 <= told.status_code < 300
        assert readers(told) == [ours[1], "true"]
        assert {"post", "delete"} <= words(told, "Methods")
        assert "content-type" in words(told, "Headers")
        told = browser.ask(foreign[0], "OPTIONS", path, headers=asked)
        assert readers(told) == [None, None]
