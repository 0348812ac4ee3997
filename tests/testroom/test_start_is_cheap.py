"""A start is a few writes, whatever the paper: it was drawn and kept before."""

import re
from collections import Counter

import pytest

from assay.core import clock
from assay.testroom import fast
from tests.sittings.situation import AT, CONTENTS, Situation
from tests.testroom.chair import Chair

WRITES = {
    "sittings": 1,
    "consents": 1,
    "audit_entries": 1,
    "outbox": 1,
    "candidates": 1,
}
"""What is begun, agreed to, noted and told to others; and the language, where it is another one."""
KEPT = {"standings": 1}
"""What the database writes of it by itself."""


def said_at_start(room):
    """What the candidate's door says to the database when Start is pressed."""
    chair = Chair(room)
    form = chair.get(room.link).soup.select_one("form[action$='/start']")
    told = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}
    press = lambda: chair.client.post(  # noqa: E731
        form["action"], data={**told, "agree": "yes"}, base_url=chair.base_url
    )
    said = room.statements(press)
    room.find_sitting()
    return said


def in_a_room(app, contents):
    room = Situation(app)
    room.contents = contents
    with room, clock.frozen(AT):
        return said_at_start(room)


def writes(said):
    found = (re.match(r"\s*(?:insert into|update) (\w+)", one, re.IGNORECASE) for one in said)
    return Counter(one[1] for one in found if one)


def changed(before, after):
    """Table → rows that are there and were not."""
    new = {name: len(set(map(repr, after[name])) - set(map(repr, before[name]))) for name in after}
    return {name: count for name, count in new.items() if count}


def test_a_start_is_one_call_beside_the_session(app):
    with Situation(app) as room, clock.frozen(AT):
        before = room.everything()
        assert said_at_start(room) == []
        assert changed(before, room.everything()) == WRITES | KEPT


@pytest.fixture
def long_way(monkeypatch):
    """Every start is left to Flask's view."""
    monkeypatch.setattr(fast.ShortCut, "_start", lambda *_: None)


@pytest.fixture
def short(app, long_way):
    return in_a_room(app, CONTENTS)


def test_the_long_way_writes_one_row_of_each(short):
    assert writes(short) == WRITES


def test_the_long_way_says_as_much_on_a_paper_of_fifty_questions(app, short):
    assert len(in_a_room(app, CONTENTS * 10)) == len(short)


def test_the_long_way_reads_no_question_and_little_else(short):
    assert [one for one in short if "paper_items" in one or "item_versions" in one] == []
    assert len(short) <= 20
