import pytest

RATES = """
import rates

rates.fetch = lambda: table
"""
UNREACHABLE = """
import rates


def fetch():
    raise OSError(word)


rates.fetch = fetch
"""
FAULTY = """
import logging
import rates

heard = []


class Ear(logging.Handler):
    def emit(self, record):
        heard.append(logging.Formatter().format(record))


logging.getLogger().addHandler(Ear())


def fetch():
    raise error(word)


error = {"ValueError": ValueError, "KeyError": KeyError, "TypeError": TypeError}[name]
rates.fetch = fetch
"""


@pytest.fixture
def currency(rng):
    return "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=3))


@pytest.fixture
def ask(subject, currency):
    subject.probe(RATES, table={currency: 1.5})
    return lambda **query: subject.client().get("/convert", query_string=query)


def refused(told, status):
    """The words of an answer that says what went wrong."""
    assert (told.status_code, told.mimetype) == (status, "application/json")
    assert isinstance(told.json["error"], str)
    assert told.json["error"]
    return told.json["error"]


def test_what_goes_well(ask, currency, rng):
    amount = rng.randrange(2, 1000, 2)
    told = ask(amount=amount, to=currency)
    assert told.status_code == 200
    assert told.json == {"amount": amount * 1.5, "currency": currency}
    assert ask(amount="0", to=currency).json["amount"] == 0


def test_what_is_missing(ask, currency):
    for query in ({"to": currency}, {"amount": "2"}, {}):
        assert refused(ask(**query), 400)


def test_what_is_no_number(ask, currency):
    for amount in ("two", "", "1,5", "2 kg"):
        assert refused(ask(amount=amount, to=currency), 400)


def test_what_is_no_amount(ask, currency, rng):
    for amount in (f"-{rng.randint(1, 99)}", "-0.01", "nan", "inf", "-inf", "1e999"):
        assert refused(ask(amount=amount, to=currency), 400)


def test_currencies_that_are_not_known(ask, currency):
    assert refused(ask(amount="2", to=currency + "X"), 404)


def test_rates_that_can_not_be_had(subject, currency, rng):
    word = f"host{rng.randrange(10**6)}"
    subject.probe(UNREACHABLE, word=word)
    told = subject.client().get("/convert", query_string={"amount": "2", "to": currency})
    assert refused(told, 503)
    assert told.headers["Retry-After"] == "30"


def test_faults_of_ours(subject, currency, rng):
    name, word = rng.choice(["ValueError", "KeyError", "TypeError"]), f"word{rng.randrange(10**6)}"
    subject.probe(FAULTY, name=name, word=word)
    told = subject.client().get("/convert", query_string={"amount": "2", "to": currency})
    assert refused(told, 500)
    assert word not in told.text


def test_each_fault_is_a_fault(subject, currency):
    for name in ("ValueError", "KeyError", "TypeError"):
        subject.probe(FAULTY, name=name, word="w")
        told = subject.client().get("/convert", query_string={"amount": "2", "to": currency})
        assert told.status_code == 500, name


def test_faults_are_logged(subject, currency, rng):
    word = f"word{rng.randrange(10**6)}"
    subject.probe(FAULTY, name="ValueError", word=word)
    subject.client().get("/convert", query_string={"amount": "2", "to": currency})
    heard = "".join(subject.probe("result = heard"))
    assert "Traceback" in heard
    assert f"ValueError: {word}" in heard


def test_addresses_that_there_are_not(client, rng):
    assert refused(client.get(f"/convert{rng.randrange(10**6)}"), 404)


def test_methods_that_are_not_allowed(client):
    told = client.post("/convert")
    assert refused(told, 405)
    assert set(told.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
