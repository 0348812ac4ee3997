"""PUT /sit/answers/<n>: the short-cut and the view behind it give one answer."""

import pytest

from assay.bank.file_answers import MOST_BYTES
from assay.core import clock
from assay.core.db import transaction
from assay.sittings import extending
from assay.sittings.timing import GRACE
from assay.testroom import fast, wire
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


@pytest.fixture(params=["short-cut", "view"])
def way(request, monkeypatch):
    """Both ways: with the short-cut, and with all saves left to Flask's view."""
    if request.param == "view":
        monkeypatch.setattr(fast.ShortCut, "_save", lambda *_: None)
    return request.param


def test_a_save_is_told_its_sequence_the_servers_time_and_the_end(chair, room, way):
    saved = chair.put(3, {"order": ["a", "b", "c"]}, seq=1)
    assert saved.status_code == 200
    assert saved.json == {
        "saved_seq": 1,
        "server_now": "2026-01-05T09:00:00.000+00:00",
        "ends_at": "2026-01-05T10:00:00.000+00:00",
    }
    assert room.answer(3).value == {"order": ["a", "b", "c"]}
    assert saved.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in saved.headers["Content-Security-Policy"]


def test_a_stale_save_is_shown_what_stands(chair, way):
    chair.put(1, {"choice": "a"}, seq=2)
    stale = chair.put(1, {"choice": "b"}, seq=1)
    assert stale.status_code == 409
    assert (stale.json["error"], stale.json["saved_seq"]) == ("stale", 2)
    assert stale.json["value"] == {"choice": "a"}


def test_the_same_save_again_is_the_same_answer(chair, room, way):
    one, again = (chair.put(1, {"choice": "a"}, seq=1, key="same-key-1") for _ in range(2))
    assert one.json == again.json
    assert room.counted() == 1


def test_a_late_save_is_told_so_and_kept_uncounted(chair, room, way):
    with clock.frozen(AT + HOUR + GRACE + SECOND):
        late = chair.put(1, {"choice": "a"}, seq=1)
    assert (late.status_code, late.json["error"]) == (409, "time_is_up")
    assert (room.counted(), room.late()) == (0, 1)


def test_a_save_learns_of_an_extension(chair, room, way):
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=room.member, at=AT)
    saved = chair.put(1, {"choice": "a"}, seq=1)
    assert saved.json["ends_at"] == "2026-01-05T10:10:00.000+00:00"
    assert chair.get("/sit/clock").response.json["ends_at"] == saved.json["ends_at"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"seq":1}', b'{"seq":"1","key":"12345678","value":null}',
     b'{"seq":0,"key":"12345678","value":null}', b'{"seq":true,"key":"12345678","value":null}',
     b'{"seq":1,"key":"short","value":null}', b'{"seq":1,"key":"12345678","value":{"x":1}}',
     b'{"seq":9007199254740993,"key":"12345678","value":null}',
     b'{"seq":1,"key":"12345678","value":{"text":"\\u0000"}}', b"[" * 5000],
)  # fmt: skip
def test_what_is_no_save_is_refused(chair, room, way, body):
    refused = chair.put_raw(1, body)
    assert (refused.status_code, refused.json["error"]) == (422, "invalid")
    assert room.counted() == 0


def test_a_body_that_is_too_long_is_refused(chair, room, way):
    long = chair.put(4, {"text": "x" * wire.MOST_BYTES}, seq=1)
    assert long.status_code == 413
    assert room.counted() == 0


def test_only_files_may_be_large(chair, room, way):
    """The largest that an answer may hold comes in; as a text it is refused."""
    large = "\n" * MOST_BYTES
    assert chair.put(4, {"text": large}, seq=1).status_code == 422
    assert chair.put(4, {"files": {"app.py": large + "x"}}, seq=1).status_code == 422
    assert chair.put(4, {"files": {"app.py": large}}, seq=1).status_code == 200
    assert room.counted() == 1


@pytest.mark.parametrize(
    "headers",
    [{"X-Assay": ""}, {"Content-Type": "text/plain"}, {"Sec-Fetch-Site": "cross-site"},
     {"Origin": "https://elsewhere.example"}],
)  # fmt: skip
def test_a_save_from_another_site_is_refused(chair, room, way, headers):
    refused = chair.put(1, {"choice": "a"}, seq=1, headers=headers)
    assert (refused.status_code, refused.json["error"]) == (403, "not_allowed")
    assert room.counted() == 0


@pytest.mark.parametrize("cookie", ["", "nonsense", "eyJhIjoxfQ.c2ln"])
def test_a_save_without_our_cookie_finds_nothing(room, way, cookie):
    chair = Chair(room)
    room.start(at=AT)
    if cookie:
        chair.client.set_cookie("assay_sitting", cookie, path="/sit")
    refused = chair.put(1, {"choice": "a"}, seq=1)
    assert (refused.status_code, refused.json["error"]) == (404, "not_found")


def test_one_changed_sign_of_the_cookie_is_no_cookie(chair, room, way):
    """The last but one: of the last sign only a part of the bits means anything."""
    signed = chair.client.get_cookie("assay_sitting", path="/sit").value
    changed = "A" if signed[-2] != "A" else "B"
    chair.client.set_cookie("assay_sitting", signed[:-2] + changed + signed[-1], path="/sit")
    assert chair.put(1, {"choice": "a"}, seq=1).status_code == 404
    assert room.counted() == 0


def test_a_question_that_the_paper_has_not_is_not_found(chair, way):
    assert chair.put(6, {"choice": "a"}, seq=1).json["error"] == "not_found"


def test_the_instant_is_that_of_the_requests_first_line(app, chair, room, monkeypatch):
    """A server that is slow past the end takes what came before it."""
    from assay.sittings import saving

    real, fast_clock = saving.quick, clock.frozen(AT + HOUR + GRACE + MINUTE)

    def slow(*told):
        with fast_clock:
            return real(*told)

    monkeypatch.setattr("assay.sittings.saving.quick", slow)
    with clock.frozen(AT + HOUR + GRACE):
        assert chair.put(1, {"choice": "a"}, seq=1).status_code == 200
    assert room.answer(1).saved_at == AT + HOUR + GRACE
