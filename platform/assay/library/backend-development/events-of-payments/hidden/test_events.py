import hashlib
import hmac
import json
import time

import pytest


class Provider:
    """What sends events, and sees what became of a payment."""

    def __init__(self, make_subject, rng):
        self.rng, self.sequence = rng, 0
        self.secrets = [f"secret-{rng.randrange(10**9)}" for _ in range(2)]
        self.payment = f"p-{rng.randrange(10**9)}"
        self.client = make_subject(env={"EVENT_SECRETS": ",".join(self.secrets)}).client()

    def event(self, kind="captured", **told):
        self.sequence += self.rng.randint(1, 5)
        event = {"id": f"e-{self.rng.randrange(10**12)}", "payment": self.payment, "kind": kind}
        event["sequence"] = self.sequence
        if kind in ("captured", "refunded"):
            event["cents"] = self.rng.randint(1, 10**5)
        return event | told

    def value(self, body, *, at, secret=None):
        secret = self.secrets[0] if secret is None else secret
        return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()

    def post(self, body, header):
        headers = {} if header is None else {"X-Signature": header}
        sent = self.client.post(
            "/events", data=body, content_type="application/json", headers=headers
        )
        return sent.status_code

    def send(self, event, *, body=None, age=0, **told):
        body = json.dumps(event).encode() if body is None else body
        at = int(time.time()) - age
        return self.post(body, f"t={at},v1={self.value(body, at=at, **told)}")

    def shown(self, payment=None):
        got = self.client.get(f"/payments/{payment or self.payment}")
        return got.json if got.status_code == 200 else got.status_code

    def of(self, state, captured=0, refunded=0):
        told = {"payment": self.payment, "state": state}
        return told | {"captured": captured, "refunded": refunded}


@pytest.fixture
def provider(make_subject, rng):
    return Provider(make_subject, rng)


def test_an_event_is_taken(provider):
    assert provider.shown() == 404
    event = provider.event()
    assert provider.send(event) == 204
    assert provider.shown() == provider.of("captured", event["cents"])


def test_sums(provider):
    first, second, back = provider.event(), provider.event(), provider.event("refunded")
    other = provider.event(payment=provider.payment + "-2")
    for event in (provider.event("authorised"), first, other, second, back):
        assert provider.send({**event, "sequence": provider.sequence}) == 204
        provider.sequence += 1
    captured = first["cents"] + second["cents"]
    assert provider.shown() == provider.of("refunded", captured, back["cents"])
    assert provider.shown(other["payment"])["captured"] == other["cents"]


def test_what_is_not_signed(provider):
    event, now = provider.event(), int(time.time())
    body, more = json.dumps(event).encode(), json.dumps(provider.event()).encode()
    value = provider.value(body, at=now)
    told = [
        provider.post(body, None),
        provider.send(event, secret="guessed"),
        provider.send(event, secret=""),
        provider.post(more, f"t={now},v1={value}"),
        provider.post(body, f"t={now - 1},v1={value}"),
        provider.post(body, f"t={now},v0={value}"),
        provider.post(b"{", f"t={now},v1={value}"),
    ]
    assert told == [401] * 7
    assert provider.shown() == 404
    assert provider.send(event) == 204


def test_the_bytes_are_signed(provider):
    first, second = provider.event(note="Grüße, Łukasz"), provider.event()
    turned = dict(reversed(first.items()))
    assert provider.send(first, body=json.dumps(turned, ensure_ascii=False).encode()) == 204
    assert provider.send(second, body=json.dumps(second, indent=3).encode() + b"\n") == 204
    assert provider.shown() == provider.of("captured", first["cents"] + second["cents"])


def test_time_of_a_signature(provider):
    event = provider.event()
    ages = (400, -400, 10**6, -(10**6))
    assert [provider.send(event, age=age) for age in ages] == [401] * 4
    assert provider.shown() == 404
    assert [provider.send(provider.event(), age=age) for age in (200, -200)] == [204, 204]


def test_two_secrets(provider):
    first, second, third = (provider.event() for _ in range(3))
    assert provider.send(first, secret=provider.secrets[1]) == 204
    now = int(time.time())
    for event, secret, place in ((second, 0, 0), (third, 1, 1)):
        body = json.dumps(event).encode()
        values = ["v1=" + provider.value(body, at=now, secret="another")] * 2
        good = provider.value(body, at=now, secret=provider.secrets[secret])
        values.insert(place, f"v1={good}")
        assert provider.post(body, ",".join([f"t={now}", *values])) == 204
    assert provider.shown()["captured"] == sum(one["cents"] for one in (first, second, third))


def test_headers_that_make_no_sense(provider):
    event = provider.event()
    body, now = json.dumps(event).encode(), int(time.time())
    value = provider.value(body, at=now)
    headers = ["", "x", f"v1={value}", f"t={now}", f"t=soon,v1={value}", f"t=,v1={value}"]
    headers += [f"t={now},v1=", f"t={now},v1=\xe9{value[1:]}", ",,=,", f"t={now}.5,v1={value}"]
    assert [provider.post(body, header) for header in headers] == [401] * len(headers)
    assert provider.shown() == 404
    assert provider.send(event) == 204


def test_sent_again(provider):
    first, second = provider.event(), provider.event()
    for event in (first, first, second, first, second):
        assert provider.send(event, age=provider.rng.randint(0, 99)) == 204
    assert provider.shown() == provider.of("captured", first["cents"] + second["cents"])


def test_out_of_order(provider):
    kinds = ["authorised", "captured", "captured", "refunded", "failed"]
    provider.rng.shuffle(kinds)
    events = [provider.event(kind) for kind in kinds]
    sums = {
        kind: sum(one["cents"] for one in events if one["kind"] == kind)
        for kind in ("captured", "refunded")
    }
    for event in reversed(events):
        assert provider.send(event) == 204
    assert provider.shown() == provider.of(kinds[-1], **sums)


def test_kinds_of_the_future(provider):
    event = provider.event()
    assert provider.send(provider.event(f"kind-{provider.rng.randrange(10**6)}")) == 204
    assert provider.shown() == 404
    assert provider.send(event) == 204
    assert provider.send(provider.event("disputed", cents=5)) == 204
    assert provider.shown() == provider.of("captured", event["cents"])


def test_what_is_no_event(provider):
    event = provider.event()
    wrong = [{**event, "cents": cents} for cents in (0, -5, "5", None, 2.5)]
    wrong += [{**event, "sequence": "1"}, {**event, "payment": 7}, {**event, "kind": None}]
    wrong += [{name: event[name] for name in event if name != gone} for gone in event]
    wrong += [[event], "event", None, 7]
    assert [provider.send(one) for one in wrong] == [400] * len(wrong)
    assert provider.send(None, body=b"{") == 400
    assert provider.shown() == 404
    assert provider.send(event) == 204
    assert provider.shown() == provider.of("captured", event["cents"])
