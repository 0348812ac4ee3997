import json

import pytest

MAILS = "import post; result = post.sent"
AHEAD = "import clock; clock.ahead = seconds; result = clock.ahead"
CONFIRMED = "result = __import__('app').confirmed"
MEI, IVO = "mei@mail.example", "ivo@mail.example"


class Shop:
    def __init__(self, subject, base, passwords):
        self.subject, self.base, self.passwords = subject, base, passwords
        self.browser = subject.client()

    def ask(self, method, path, browser=None, headers=None, **body):
        browser = browser or self.subject.client()
        told = body or None
        return browser.open(path, method=method, json=told, headers=headers)

    def mails(self):
        return self.subject.probe(MAILS)

    def forget(self, mail=MEI, **headers):
        return self.ask("POST", "/forgotten", mail=mail, headers=headers)

    def token(self, mail=MEI):
        """Of the link that is sent."""
        assert self.forget(mail).status_code == 202
        return self.mails()[-1]["text"].rpartition("token=")[2]

    def letter(self, mail):
        assert self.ask("POST", "/letters", mail=mail).status_code == 202
        return self.mails()[-1]["text"].rpartition("/")[2]

    def reset(self, token, password="twelve or more", browser=None):
        return self.ask("POST", "/reset", browser, token=token, password=password).status_code

    def sign_in(self, mail, password, browser=None):
        return self.ask("POST", "/sign-in", browser, mail=mail, password=password).status_code

    def signed_in(self, mail=MEI):
        browser = self.subject.client()
        assert self.sign_in(mail, self.passwords[mail], browser) == 204
        return browser

    def account(self, browser):
        return self.ask("GET", "/account", browser).status_code

    def wait(self, seconds):
        self.subject.probe(AHEAD, seconds=seconds)


@pytest.fixture
def shop(make_subject, rng):
    passwords = {mail: f"{name} umbrella {rng.randrange(10**6)}" for mail, name in ((MEI, "red"), (IVO, "old"))}
    base = f"https://shop{rng.randrange(10**6)}.example"
    env = {"ACCOUNTS": json.dumps(passwords), "BASE_URL": base}
    env["SECRET_KEY"] = f"{rng.randrange(10**30):030}"
    return Shop(make_subject(env=env), base, passwords)


def test_a_new_password(shop, rng):
    new = f"green umbrella {rng.randrange(10**6)}"
    token = shop.token()
    assert [mail["mail"] for mail in shop.mails()] == [MEI]
    assert shop.reset(token, new) == 204
    told = [shop.sign_in(MEI, new), shop.sign_in(MEI, shop.passwords[MEI])]
    assert told == [204, 403]
    assert shop.sign_in(IVO, shop.passwords[IVO]) == 204


def test_who_has_an_account(shop):
    told = [shop.forget(mail) for mail in (MEI, "nobody@mail.example", IVO, "", "mei")]
    seen = [(one.status_code, one.data, sorted(one.headers.keys())) for one in told]
    assert seen == [seen[0]] * 5
    assert seen[0][0] == 202
    assert [mail["mail"] for mail in shop.mails()] == [MEI, IVO]
    tokens = [mail["text"].rpartition("token=")[2] for mail in shop.mails()]
    assert not any(token.encode() in one.data for token in tokens for one in told)
    assert not any(one.headers.get("Set-Cookie") for one in told)


def test_where_the_link_leads(shop):
    for headers in ({}, {"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}):
        shop.forget(**headers)
    links = [mail["text"].split()[-1] for mail in shop.mails()]
    assert len(links) == 3
    assert [link.partition("?token=")[0] for link in links] == [f"{shop.base}/reset"] * 3


def test_once(shop):
    token = shop.token()
    assert [shop.reset(token), shop.reset(token, "another of twelve")] == [204, 410]
    assert shop.sign_in(MEI, "twelve or more") == 204


def test_half_an_hour(shop):
    tokens = [shop.token(), shop.token(IVO)]
    shop.wait(1790)
    assert shop.reset(tokens[0]) == 204
    shop.wait(1810)
    assert shop.reset(tokens[1]) == 410
    assert shop.sign_in(IVO, shop.passwords[IVO]) == 204


def test_until_the_password_changes(shop):
    first, second = shop.token(), shop.token()
    assert [shop.reset(second), shop.reset(first)] == [204, 410]
    third, browser = shop.token(IVO), shop.signed_in(IVO)
    body = {"old": shop.passwords[IVO], "new": "an umbrella of twelve"}
    assert shop.ask("POST", "/password", browser, **body).status_code == 204
    assert shop.reset(third) == 410
    assert shop.sign_in(IVO, "an umbrella of twelve") == 204


def test_links_of_the_other_kind(shop):
    letter = shop.letter(MEI)
    assert shop.reset(letter) == 410
    assert shop.ask("GET", f"/letters/{letter}").status_code == 204
    assert shop.ask("GET", f"/letters/{shop.token(IVO)}").status_code == 410
    assert shop.ask("GET", f"/letters/{shop.letter('nobody@mail.example')}").status_code == 204
    assert shop.subject.probe(CONFIRMED) == [MEI, "nobody@mail.example"]
    assert shop.sign_in(MEI, shop.passwords[MEI]) == 204


def test_forged_links(shop):
    mine, other = shop.token(IVO), shop.token(MEI)
    end = mine.partition(".")[2]
    forged = ["", "x", ".", mine[:-1], mine[1:], f"{other.partition('.')[0]}.{end}", mine + "x", MEI]
    assert [shop.reset(one) for one in forged] == [410] * len(forged)
    told = [shop.sign_in(mail, shop.passwords[mail]) for mail in (MEI, IVO)]
    assert told == [204, 204]


def test_sessions_end(shop):
    browsers, other, forgetful = [shop.signed_in(), shop.signed_in()], shop.signed_in(IVO), shop.subject.client()
    token = shop.token()
    assert [shop.account(one) for one in (*browsers, other)] == [200] * 3
    assert shop.reset(token, browser=forgetful) == 204
    assert [shop.account(one) for one in (*browsers, other, forgetful)] == [401, 401, 200, 401]
    another = shop.signed_in(IVO)
    body = {"old": shop.passwords[IVO], "new": "an umbrella of twelve"}
    assert shop.ask("POST", "/password", other, **body).status_code == 204
    assert [shop.account(other), shop.account(another)] == [200, 401]


def test_a_weak_password(shop):
    token = shop.token()
    told = [shop.reset(token, one) for one in ("", "eleven char", "x" * 11)]
    assert told == [422] * 3
    assert [shop.reset("x", "short"), shop.sign_in(MEI, shop.passwords[MEI])] == [410, 204]
    assert shop.reset(token, "twelve chars") == 204


def test_three_mails_an_hour(shop):
    shop.token(IVO)
    told = [shop.forget() for _ in range(5)]
    assert [one.status_code for one in told] == [202] * 5
    assert {one.data for one in told} == {told[0].data}
    assert [mail["mail"] for mail in shop.mails()] == [IVO, *[MEI] * 3]
    shop.wait(1000)
    shop.forget(IVO)
    shop.wait(3500)
    shop.forget()
    assert len(shop.mails()) == 5
    shop.wait(3610)
    for mail in (IVO, IVO, IVO, MEI):
        shop.forget(mail)
    assert [mail["mail"] for mail in shop.mails()[5:]] == [IVO, IVO, MEI]
