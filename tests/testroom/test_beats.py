"""PUT /sit/beat: what it tells, what it keeps, what it never keeps, and what it costs."""

from uuid import uuid4

import pytest

from assay.accounts.settling import settle_policy
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.sittings import actions, beating, extending, noted, queries
from assay.sittings.living import live
from assay.sittings.models import RECORDED_AS, Beat
from assay.tenancy.policies import EVENTS, Policy
from assay.testroom import fast
from tests.sittings.situation import AT, HOUR, MINUTE, SECOND, Situation
from tests.testroom.chair import Chair


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    chair = Chair(room)
    chair.start()
    return chair


def event(kind, **told):
    return {"key": uuid4().hex, "kind": kind, "ago": 0, **told}


def beat(chair, *events, after=0 * SECOND, headers=None, **told):
    """A sign so long after the start."""
    body = {"known": 0, "told": 0, "ends_at": None, "tried": False, "events": list(events), **told}
    with clock.frozen(AT + after):
        return chair.client.put(
            "/sit/beat", json=body, headers={"X-Assay": "save", **(headers or {})}
        )


def kept(room):
    with reading():
        return noted.noted(room.sitting_id)


def kinds(room):
    return [note.kind for note in kept(room).notes]


def settle(room, **policy):
    with transaction():
        settle_policy(Policy(**policy), by=room.member, at=AT)


EVERYTHING = [
    event("left"), event("back"), event("paste", position=1, size=40), event("offline"),
    event("online"), event("growth", position=4, size=120),
]  # fmt: skip


def test_a_beat_tells_the_servers_time_the_end_and_what_may_be_noticed(chair):
    reply = beat(chair, after=5 * SECOND)
    assert reply.json == {
        "phase": "running", "server_now": "2026-01-05T09:00:05.000+00:00",
        "ends_at": "2026-01-05T10:00:00.000+00:00", "known": 0, "extensions": [],
        "records": list(EVENTS),
    }  # fmt: skip
    again = beat(chair, after=10 * SECOND, ends_at=reply.json["ends_at"])
    assert set(again.json) == {"phase", "server_now", "ends_at"}


def test_an_extension_is_told_once_in_words(chair, room):
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=room.member, at=AT)
    reply = beat(chair, ends_at="2026-01-05T10:00:00.000+00:00", known=0)
    assert reply.json["ends_at"] == "2026-01-05T10:10:00.000+00:00"
    assert reply.json["extensions"] == [
        {"number": 1, "words": "Your time was extended by 10 minutes."}
    ]
    told = beat(chair, ends_at="2026-01-05T10:00:00.000+00:00", known=reply.json["known"])
    assert told.json["extensions"] == []


def test_a_page_that_is_opened_after_an_extension_does_not_tell_it_as_new(chair, room):
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=room.member, at=AT)
    assert beat(chair, known=None).json["extensions"] == []
    assert beat(chair, known=None).json["known"] == 1


def test_an_outage_is_told_with_its_reason(chair, room):
    with transaction():
        live(at=AT + 10 * MINUTE)
    beat(chair, after=10 * MINUTE)
    with transaction():
        live(at=AT + 14 * MINUTE)
    reply = beat(chair, after=14 * MINUTE, ends_at="2026-01-05T10:00:00.000+00:00")
    assert reply.json["ends_at"] == "2026-01-05T10:04:00.000+00:00"
    assert [one["words"] for one in reply.json["extensions"]] == [
        "Your time was extended by 4 minutes, because our server was away."
    ]
    assert kinds(room) == ["away_candidate", "away_server"]


@pytest.mark.parametrize("name", EVENTS)
def test_only_what_the_policy_names_is_kept(app, name):
    with Situation(app) as room, clock.frozen(AT):
        settle(room, records=(name,))
        chair = Chair(room)
        chair.start()
        assert beat(chair, *EVERYTHING).status_code == 200
        beat(chair, after=2 * MINUTE)
        beat(chair, after=4 * MINUTE, tried=True)
        allowed = {kind for kind, its in RECORDED_AS.items() if its == name}
        assert set(kinds(room)) == allowed - {"away_server"}


def test_where_the_policy_names_nothing_nothing_is_kept(app):
    with Situation(app) as room, clock.frozen(AT):
        settle(room, records=())
        chair = Chair(room)
        chair.start()
        beat(chair, *EVERYTHING)
        beat(chair, after=MINUTE)
        beat(chair, after=2 * MINUTE, tried=True)
        assert kept(room).notes == ()
        assert "nothing noted besides your answers" in chair.get("/sit/review").words()


def test_what_was_agreed_to_holds_though_the_organisation_settles_more(app):
    with Situation(app) as room, clock.frozen(AT):
        settle(room, records=("pastes",))
        chair = Chair(room)
        chair.start()
        settle(room, records=tuple(EVENTS))
        assert beat(chair, *EVERYTHING).json["records"] == ["pastes"]
        assert kinds(room) == ["paste"]


def test_the_same_event_again_is_the_same_one(chair, room):
    pasted = event("paste", position=1, size=40)
    beat(chair, pasted)
    beat(chair, pasted)
    (note,) = kept(room).notes
    assert (note.kind, note.position, note.size) == ("paste", 1, 40)


def test_an_event_has_the_servers_time_less_how_long_ago_it_was(chair, room):
    beat(chair, event("left", ago=4000), event("back", ago=10**12), after=10 * SECOND)
    assert {note.kind: note.noted_at for note in kept(room).notes} == {
        "left": AT + 6 * SECOND, "back": AT,
    }  # fmt: skip


def test_there_is_a_most_of_notes(chair, room, monkeypatch):
    monkeypatch.setattr(beating, "MOST_NOTES", 3)
    beat(chair, event("left"), event("back"))
    assert beat(chair, event("left"), event("back")).status_code == 200
    assert len(kept(room).notes) == 2


@pytest.mark.parametrize(
    "events",
    [["x"], [{"key": "short", "kind": "left"}], [{"key": "long-enough", "kind": "cheats"}],
     [{"key": "long-enough", "kind": "away_server"}], "left",
     [{"key": "long-enough", "kind": "paste", "size": "many"}],
     [{"key": "long-enough", "kind": "paste", "size": -1}],
     [{"key": f"long-enough-{n}", "kind": "left"} for n in range(41)]],
)  # fmt: skip
def test_what_is_no_event_of_ours_is_refused(chair, room, events):
    refused = chair.client.put("/sit/beat", json={"events": events}, headers={"X-Assay": "save"})
    assert (refused.status_code, refused.json["error"]) == (422, "invalid")
    assert kept(room).notes == ()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"[" * 5000])
def test_what_is_no_beat_is_refused(chair, body):
    headers = {"X-Assay": "save", "Content-Type": "application/json"}
    assert chair.client.put("/sit/beat", data=body, headers=headers).status_code == 422


def test_a_beat_from_another_site_is_refused(chair, room):
    refused = beat(chair, *EVERYTHING, headers={"Sec-Fetch-Site": "cross-site"})
    assert (refused.status_code, kept(room).notes) == (403, ())


def test_a_browser_that_was_taken_over_is_told(chair, room):
    with transaction():
        actions.resume(room.sitting_id, at=AT)
    assert beat(chair).json["error"] == "taken_over"


def test_after_the_end_nothing_is_noted(chair, room):
    with transaction():
        actions.submit(room.sitting_id, at=AT)
    assert beat(chair, *EVERYTHING).json["phase"] == "over"
    assert kept(room).notes == ()


def rows(room):
    with reading():
        return [row.seen_at - AT for row in session.query(Beat)]


def test_a_plain_beat_is_one_statement_beside_the_session(chair, room):
    ends_at = beat(chair, after=1 * SECOND).json["ends_at"]
    for second, seen in ((5, 1), (9, 9), (13, 9)):
        said = room.statements(lambda s=second: beat(chair, after=s * SECOND, ends_at=ends_at))
        assert (said, rows(room)) == ([], [seen * SECOND])


@pytest.mark.parametrize(
    "told", [{"tried": True}, {"ends_at": None}, {"ends_at": "2026-01-05T10:00:01.000+00:00"}]
)
def test_a_beat_that_is_not_plain_goes_the_long_way(chair, room, told):
    ends_at = beat(chair, after=1 * SECOND).json["ends_at"]
    assert room.statements(lambda: beat(chair, after=5 * SECOND, **{"ends_at": ends_at, **told}))


def test_after_a_silence_or_the_end_a_beat_goes_the_long_way(chair, room):
    ends_at = beat(chair, after=1 * SECOND).json["ends_at"]
    assert room.statements(lambda: beat(chair, after=17 * SECOND, ends_at=ends_at))
    with transaction():
        actions.submit(room.sitting_id, at=AT)
    assert beat(chair, after=18 * SECOND, ends_at=ends_at).json["phase"] == "over"


def test_the_long_way_costs_four_reads_and_a_write_now_and_then(chair, room, monkeypatch):
    monkeypatch.setattr(fast.ShortCut, "_beat", lambda *_: None)
    beat(chair, after=1 * SECOND)
    ends_at = "2026-01-05T10:00:00.000+00:00"
    quiet = room.statements(lambda: beat(chair, after=5 * SECOND, ends_at=ends_at))
    written = room.statements(lambda: beat(chair, after=12 * SECOND, ends_at=ends_at))
    assert sorted(map(_verb, quiet)) == ["select"] * 4
    assert sorted(map(_verb, written)) == ["insert", *["select"] * 4]


def test_a_plain_beat_holds_no_row_that_a_save_waits_for(chair, room):
    beat(chair, after=1 * SECOND)
    said = room.statements(lambda: beat(chair, *EVERYTHING, after=12 * SECOND))
    assert not [one for one in said if "for update" in one.lower() or "for share" in one.lower()]


def _verb(statement):
    return statement.split()[0].lower()


def test_a_candidate_without_script_is_unharmed(chair, room):
    """No beat at all: the sitting goes on, nothing is noted, and an outage is credited."""
    page = chair.press(chair.get("/sit/room/1"), "/sit/room/1", choice="b", go="next")
    assert page.heading == "Question 2"
    assert kept(room).is_empty
    with transaction():
        live(at=AT + 10 * MINUTE)
        live(at=AT + 14 * MINUTE)
        assert extending.credit(room.sitting_id, at=AT + 14 * MINUTE) == 240
    with clock.frozen(AT + HOUR + 2 * MINUTE):
        assert chair.get("/sit/room/2").heading == "Question 2"
    review = chair.get("/sit/review").words()
    assert "Your time was extended by 4 minutes, because our server was away." in review


def test_the_candidate_sees_what_was_noted_and_may_comment_once(chair, room):
    beat(chair, event("paste", position=4, size=40), event("left"), event("back"))
    review = chair.get("/sit/review")
    assert "The page was left once." in review.words()
    assert "Question 4: 40 characters were pasted" in review.words()
    said = chair.press(review, "/sit/comment", comment="My own notes.")
    assert "My own notes." in said.words()
    assert not said.soup.select("textarea[name=comment]")
    chair.client.post("/sit/comment", data={"csrf_token": review.token(), "comment": "And this."})
    assert kept(room).comment.text == "My own notes."
    with transaction():
        actions.submit(room.sitting_id, at=AT)
    assert "My own notes." in chair.get("/sit/done").words()


def test_a_comment_is_escaped_and_of_a_length(chair, room):
    beat(chair, event("left"))
    chair.press(chair.get("/sit/review"), "/sit/comment", comment="x" * 2001)
    assert kept(room).comment is None
    page = chair.press(chair.get("/sit/review"), "/sit/comment", comment="<b>bold</b>")
    assert "<b>bold</b>" in page.words()


def test_no_save_and_no_page_waits_for_the_notes_of_another(chair, room):
    """A beat in flight that has written its notes: saves go on beside it."""
    with transaction():
        sitting = queries.by_id(room.sitting_id)
        beating.beat(
            sitting, [beating.Noticed(key="a-key-of-ours", kind="left", ago=0 * SECOND)],
            at=AT + 12 * SECOND,
        )  # fmt: skip
        assert chair.put(1, {"choice": "a"}, seq=1).status_code == 200
