import pytest

TOOLS = """
import logging

import partners
import store

KINDS = {
    one.__name__: one
    for one in (partners.SoldOut, partners.Declined, partners.Unreachable, KeyError, ValueError)
}
calls, heard = [], []


class Ear(logging.Handler):
    def emit(self, record):
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        heard.append([record.levelname, record.getMessage(), trace])


logging.getLogger().addHandler(Ear())


def book(self, trip):
    calls.append(["book", self.name])
    if self.name in fails:
        kind, text = fails[self.name]
        raise KINDS[kind](text)
    return f"{self.name}-{trip}"


def cancel(self, reference):
    calls.append(["cancel", reference])
    if cancels.get(self.name):
        cancels[self.name] -= 1
        raise KINDS[how](word)


def keep(trip, references):
    calls.append(["keep", trip])
    if "keep" in fails:
        kind, text = fails["keep"]
        raise KINDS[kind](text)
    plain_keep(trip, references)


partners.Partner.book, partners.Partner.cancel = book, cancel
if store.keep.__module__ == "store":
    plain_keep = store.keep
store.keep = keep
"""


class Desk:
    def __init__(self, subject, rng):
        self.subject, self.client = subject, subject.client()
        self.trip, self.word = f"trip{rng.randrange(10**6)}", f"word{rng.randrange(10**6)}"

    def fails(self, _how="Unreachable", _cancels=None, **fails):
        self.subject.probe(TOOLS, fails=fails, cancels=_cancels or {}, how=_how, word=self.word)

    def book(self):
        return self.client.post("/trips", json={"trip": self.trip})

    def cancelled(self):
        calls = self.subject.probe("result = calls")
        return [what.partition("-")[0] for kind, what in calls if kind == "cancel"]

    def heard(self):
        return self.subject.probe("result = heard")

    def kept(self):
        return self.client.get("/trips").json


@pytest.fixture
def desk(subject, rng):
    return Desk(subject, rng)


def refused(told, status, partner=None):
    assert (told.status_code, told.mimetype) == (status, "application/json")
    assert isinstance(told.json["error"], str)
    assert told.json["error"]
    if partner:
        assert told.json["partner"] == partner


def test_a_trip(desk):
    desk.fails()
    told = desk.book()
    references = {name: f"{name}-{desk.trip}" for name in ("train", "hotel", "card")}
    assert (told.status_code, told.json) == (201, references)
    assert desk.kept() == [{"trip": desk.trip, **references}]


def test_nothing_is_cancelled_then(desk):
    desk.fails()
    assert [desk.book().status_code, desk.cancelled(), desk.heard()] == [201, [], []]


def test_refusals(desk):
    told = []
    for kind, status in (("SoldOut", 409), ("Declined", 402), ("Unreachable", 502)):
        for partner in ("hotel", "card"):
            desk.fails(**{partner: [kind, partner]})
            told.append((desk.book(), status, partner))
    for one in told:
        refused(*one)
    assert desk.kept() == []


def test_what_was_booked_is_cancelled(desk):
    for partner, booked in (("train", []), ("hotel", ["train"]), ("card", ["hotel", "train"])):
        for kind in ("SoldOut", "Declined", "Unreachable"):
            desk.fails(**{partner: [kind, partner]})
            desk.book()
            assert desk.cancelled() == booked


def test_what_is_no_trip(desk):
    desk.fails()
    bodies = [b"", b"{", b"[]", b'"trip"', b"{}", b'{"trip": ""}', b'{"trip": 7}', b"null"]
    for body in bodies:
        refused(desk.client.post("/trips", data=body, content_type="application/json"), 400)
    assert desk.subject.probe("result = calls") == []


def test_faults_of_ours(desk):
    for where in ("train", "card"):
        for kind in ("KeyError", "ValueError"):
            desk.fails(**{where: [kind, desk.word]})
            told = desk.book()
            refused(told, 500)
            assert desk.word not in told.text
    assert desk.kept() == []


def test_they_are_cancelled_too(desk):
    for where, booked in (("card", ["hotel", "train"]), ("hotel", ["train"])):
        desk.fails(**{where: ["KeyError", desk.word]})
        desk.book()
        assert desk.cancelled() == booked


def test_what_can_not_be_kept(desk):
    desk.fails(keep=["ValueError", desk.word])
    assert desk.book().status_code == 500
    assert desk.cancelled() == ["card", "hotel", "train"]


def test_they_are_logged(desk):
    desk.fails(card=["KeyError", desk.word])
    desk.book()
    traces = [trace for _, _, trace in desk.heard() if f"KeyError: '{desk.word}'" in trace]
    assert len(traces) >= 1
    assert "Traceback" in traces[0]


def test_a_cancellation_is_tried_again(desk):
    desk.fails(_cancels={"hotel": 2}, card=["Declined", "card"])
    refused(desk.book(), 402, "card")
    assert desk.cancelled() == ["hotel", "hotel", "hotel", "train"]
    assert [level for level, _, _ in desk.heard() if level == "ERROR"] == []


def test_a_cancellation_that_fails(desk):
    for how in ("Unreachable", "ValueError"):
        desk.fails(how, {"hotel": 99}, card=["SoldOut", "card"])
        desk.book()
        assert desk.cancelled() == ["hotel"] * 3 + ["train"]


def test_the_first_failure_is_told(desk):
    for how in ("Unreachable", "KeyError"):
        desk.fails(how, {"hotel": 99, "train": 99}, card=["Declined", "card"])
        refused(desk.book(), 402, "card")


def test_what_stays_booked_is_logged(desk):
    desk.fails("ValueError", {"hotel": 99}, card=["Declined", "card"])
    desk.book()
    (told,) = [one for one in desk.heard() if one[0] == "ERROR"]
    assert f"hotel-{desk.trip}" in told[1]
    assert f"ValueError: {desk.word}" in told[2]
