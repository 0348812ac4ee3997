"""One answer: kept in one call, or refused with the reason; never lost in silence."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from assay.audit.actions import SYSTEM
from assay.core.db import reading, session, transaction
from assay.core.errors import NotFound, TimeIsUp
from assay.sittings import actions, extending, queries
from assay.sittings.models import AnswerHistory
from assay.sittings.saving import MOST_LATE, Stale, TakenOver, is_answer, quick, refusal
from assay.sittings.timing import GRACE
from assay.tenancy.scope import every_organisation
from tests.sittings.situation import AT, HOUR, MINUTE, SECOND, TICK, Situation, elsewhere


@pytest.fixture
def room(app):
    with Situation(app) as room:
        room.start(at=AT)
        yield room


def history(room, *, late=False):
    with reading():
        rows = session.scalars(
            select(AnswerHistory)
            .where(AnswerHistory.sitting_id == room.sitting_id, AnswerHistory.late.is_(late))
            .order_by(AnswerHistory.seq)
        )
        return [(row.position, row.seq, row.value) for row in rows]


def test_an_answer_is_kept_with_its_history_and_the_end_is_told(room):
    saved = room.save(3, {"choice": "a"}, at=AT + MINUTE)
    assert (saved.seq, saved.ends_at) == (1, AT + HOUR)
    kept = room.answer(3)
    assert (kept.value, kept.seq, kept.saved_at, kept.in_grace) == (
        {"choice": "a"},
        1,
        AT + MINUTE,
        False,
    )
    assert history(room) == [(3, 1, {"choice": "a"})]


def test_a_newer_answer_takes_the_place_and_the_older_stays_in_the_history(room):
    room.save(3, {"choice": "a"}, at=AT)
    room.save(3, {"choice": "b"}, at=AT)
    assert (room.answer(3).value, room.answer(3).seq) == ({"choice": "b"}, 2)
    assert history(room) == [(3, 1, {"choice": "a"}), (3, 2, {"choice": "b"})]


def test_an_answer_can_be_taken_back(room):
    room.save(3, {"choice": "a"}, at=AT)
    room.save(3, None, at=AT)
    assert room.answer(3).value is None


def test_the_same_save_again_is_told_the_same(room):
    first = room.save(3, {"choice": "a"}, at=AT, seq=1, key="same-key")
    again = room.save(3, {"choice": "a"}, at=AT + SECOND, seq=1, key="same-key")
    assert again == first
    assert history(room) == [(3, 1, {"choice": "a"})]


def test_a_save_that_was_taken_is_told_so_even_after_the_end(room):
    room.save(3, {"choice": "a"}, at=AT + HOUR, seq=1, key="same-key")
    with transaction():
        actions.submit(room.sitting_id, at=AT + HOUR)
    again = room.save(3, {"choice": "a"}, at=AT + 2 * HOUR, seq=1, key="same-key")
    assert again.seq == 1
    assert history(room, late=True) == []


@pytest.mark.parametrize("seq", [1, 2])
def test_a_stale_save_changes_nothing_and_is_shown_what_stands(room, seq):
    room.save(3, {"choice": "a"}, at=AT, seq=2)
    with pytest.raises(Stale) as stale:
        room.save(3, {"choice": "b"}, at=AT, seq=seq)
    assert (stale.value.seq, stale.value.value, stale.value.status) == (2, {"choice": "a"}, 409)
    assert room.answer(3).value == {"choice": "a"}


@pytest.mark.parametrize(
    ("after", "in_grace"), [(HOUR, False), (HOUR + TICK, True), (HOUR + GRACE, True)]
)
def test_what_comes_in_the_grace_counts_and_is_marked(room, after, in_grace):
    room.save(3, {"choice": "a"}, at=AT + after)
    assert room.answer(3).in_grace is in_grace


def test_what_comes_after_the_grace_is_kept_as_late_and_not_counted(room):
    room.save(3, {"choice": "a"}, at=AT, seq=1)
    with pytest.raises(TimeIsUp):
        room.save(3, {"choice": "b"}, at=AT + HOUR + GRACE + TICK, seq=2)
    assert room.answer(3).value == {"choice": "a"}
    assert history(room, late=True) == [(3, 2, {"choice": "b"})]


@pytest.mark.parametrize("verb", [actions.submit, actions.expire])
def test_what_comes_after_the_end_is_kept_as_late_too(room, verb):
    with transaction():
        verb(room.sitting_id, at=AT + (MINUTE if verb is actions.submit else 2 * HOUR))
    with pytest.raises(TimeIsUp):
        room.save(3, {"choice": "b"}, at=AT + 2 * MINUTE)
    assert room.answer(3) is None
    assert history(room, late=True) == [(3, 1, {"choice": "b"})]


def test_late_answers_do_not_fill_the_disk(room, monkeypatch):
    monkeypatch.setattr("assay.sittings.saving.MOST_LATE", 2)
    for seq in (1, 2, 3, 4):
        with pytest.raises(TimeIsUp):
            room.save(3, {"choice": "b"}, at=AT + 2 * HOUR, seq=seq)
    assert len(history(room, late=True)) == 2
    assert MOST_LATE >= 100


def test_an_older_generation_is_told_that_it_was_taken_over(room):
    with transaction():
        actions.resume(room.sitting_id, at=AT)
    with pytest.raises(TakenOver):
        room.save(3, {"choice": "a"}, at=AT, generation=1)
    assert room.answer(3) is None
    room.save(3, {"choice": "a"}, at=AT, generation=2)


def test_a_voided_sitting_takes_nothing_and_keeps_nothing(room):
    with transaction():
        actions.void(room.sitting_id, by=SYSTEM, reason="A test of voiding.", at=AT)
    with pytest.raises(NotFound):
        room.save(3, {"choice": "a"}, at=AT)
    assert history(room, late=True) == []


@pytest.mark.parametrize("position", [0, 6, 99])
def test_a_question_that_the_paper_has_not_is_not_found(room, position):
    with pytest.raises(NotFound):
        room.save(position, {"choice": "a"}, at=AT)


def test_another_organisations_scope_saves_nothing(app, room):
    def try_it(other):
        foreign = {"organisation_id": other.organisation_id, "sitting_id": room.sitting_id}
        save = other.make_save(3, {"choice": "a"}, at=AT, **foreign)
        assert quick(app.extensions["assay"].settings, save) is None
        with transaction(), pytest.raises(NotFound):
            refusal(save)

    elsewhere(app, try_it)
    assert room.answer(3) is None


def test_a_sitting_of_nobody_is_not_found(room):
    with pytest.raises(NotFound):
        room.save(3, {"choice": "a"}, at=AT, sitting_id=uuid4())


def test_an_extension_lets_a_late_one_in_again(room):
    with pytest.raises(TimeIsUp):
        room.save(3, {"choice": "a"}, at=AT + HOUR + MINUTE, seq=1)
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=SYSTEM, at=AT + HOUR)
    assert room.save(3, {"choice": "a"}, at=AT + HOUR + 2 * MINUTE, seq=2).seq == 2


def test_overdue_sittings_are_those_whose_grace_has_passed(room, roles):
    relays = replace(room.settings, relay_database_url=roles.relay)

    def overdue(at):
        with every_organisation(relays, why="a test of the sweep") as connection:
            return [sitting for _, sitting in queries.overdue(connection, at=at)]

    assert overdue(AT + HOUR + GRACE) == []
    assert overdue(AT + HOUR + GRACE + TICK) == [room.sitting_id]
    with transaction():
        actions.submit(room.sitting_id, at=AT + MINUTE)
    assert overdue(AT + 9 * HOUR) == []


@pytest.mark.parametrize(
    "value",
    [None, {"choice": "a"}, {"choices": ["a", "c"]}, {"choices": []}, {"order": ["b", "a"]},
     {"text": "x_host"}, {"text": "ü\n"}, {"lines": ["3", "12"]}, {"files": {}},
     {"files": {"app.py": "x = 'ü'\n", "a/b-c_d.html": ""}}, {"pairs": {"1": "c", "2": "a"}},
     {"pairs": {}}, {"text": "so " * 3000}],
)  # fmt: skip
def test_an_answer_has_one_of_eight_shapes(value):
    assert is_answer(value)


@pytest.mark.parametrize(
    "value",
    ["a", 1, [], {}, {"choice": 1}, {"choice": None}, {"choices": "ab"}, {"order": [1]},
     {"text": "a", "choice": "b"}, {"other": "a"}, {"choices": ["a"] * 51}, {"text": "\x00"},
     {"text": "\ud800"}, {"choice": "\x00"}, {"choices": ["\x00"]}, {"lines": [3]},
     {"files": ["app.py"]}, {"files": {"app.py": 1}}, {"files": {"app.py": "\x00"}},
     {"files": {"app.py": "\ud800"}}, {"files": {"../app.py": ""}}, {"files": {"/app.py": ""}},
     {"files": {"a//b.py": ""}}, {"files": {"": ""}}, {"files": {"a b.py": ""}},
     {"files": {"a" * 201: ""}}, {"files": {f"{n}.py": "" for n in range(65)}},
     {"files": {"app.py": "x" * (512 * 1024 + 1)}}, {"files": {"a.py": "ü" * (256 * 1024 + 1)}},
     {"text": "x" * 20_000}, {"pairs": ["1", "a"]}, {"pairs": "1a"}, {"pairs": {"1": 2}},
     {"pairs": {"1": None}}, {"pairs": {"1": "\x00"}}, {"pairs": {"1": {"2": "a"}}},
     {"pairs": {str(n): "a" for n in range(51)}}],
)  # fmt: skip
def test_what_has_none_of_them_is_no_answer(value):
    assert not is_answer(value)


def test_the_phase_of_a_begun_sitting_is_that_of_its_frozen_limit(room):
    with reading():
        sitting = queries.by_id(room.sitting_id)
        assert queries.phase_of(sitting, AT + HOUR).ends_at == sitting.ends_at
