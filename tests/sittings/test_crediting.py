"""What our outages took is given back by itself, once, as far as the policy says."""

import pytest
from sqlalchemy import update

from assay.accounts.settling import settle_policy
from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import TimeIsUp
from assay.sittings import actions, away, beating, extending, noted, passing, queries, walking
from assay.sittings.living import live
from assay.sittings.models import HealthBeat, Outage
from assay.sittings.saving import SectionOver
from assay.sittings.timing import GRACE
from assay.tenancy.policies import Policy
from tests.sittings.situation import AT, HOUR, LOCKING, MINUTE, SECOND, Situation


@pytest.fixture
def room(app):
    with Situation(app) as room:
        yield room


def was_away(start, end):
    """The web's last sign of life before an outage, and its first one after it, in minutes."""
    with transaction():
        live(at=AT + start * MINUTE)
        live(at=AT + end * MINUTE)


def alive(minute):
    """The web has been there since, up to this minute."""
    with transaction():
        session.execute(update(HealthBeat).values(seen_at=AT + minute * MINUTE))


def credit(room, minute):
    alive(minute)
    with transaction():
        return extending.credit(room.sitting_id, at=AT + minute * MINUTE)


def beat(room, *, at):
    with transaction():
        beating.beat(queries.by_id(room.sitting_id), at=at)


def sitting(room):
    with reading():
        return queries.by_id(room.sitting_id)


def test_the_first_word_after_a_silence_tells_of_the_outage_once(app):
    with app.app_context():
        was_away(0, 4)
        for second in (5, 10, 25):
            with transaction():
                assert live(at=AT + 4 * MINUTE + second * SECOND) is None
        with reading():
            (outage,) = session.query(Outage)
            assert (outage.began_at, outage.ended_at) == (AT, AT + 4 * MINUTE)


def test_a_clock_that_goes_back_is_no_outage(app):
    with app.app_context():
        for minute in (5, 1, 5):
            with transaction():
                assert live(at=AT + minute * MINUTE) is None


def test_an_outage_is_credited_once_and_told_and_audited(room):
    room.start(at=AT)
    was_away(10, 14)
    assert [credit(room, 15), credit(room, 16)] == [240, 0]
    assert sitting(room).ends_at == AT + 64 * MINUTE
    assert sitting(room).next_check_at == AT + 64 * MINUTE + GRACE
    assert room.noted(room.sitting_id)[-1] == "sitting.credit"
    assert room.told() == ["SittingStarted", "SittingExtended"]
    with reading():
        entry = entries_about("sitting", room.sitting_id)[-1]
        (extension,) = noted.extensions(room.sitting_id)
    assert (entry.actor_kind, entry.details) == ("system", {"seconds": 240})
    assert (extension.seconds, extension.because) == (240, "outage")


def test_no_more_is_credited_than_the_policy_that_was_agreed_to(room):
    with transaction():
        settle(room, outage_minutes=5)
    room.start(at=AT)
    with transaction():
        settle(room, outage_minutes=60)
    was_away(10, 14)
    assert credit(room, 15) == 240
    was_away(20, 28)
    assert [credit(room, 29), sitting(room).credited_seconds] == [60, 300]
    was_away(40, 44)
    assert credit(room, 45) == 0


def test_what_was_before_the_start_or_after_the_end_is_not_credited(room):
    was_away(-10, -5)
    room.start(at=AT)
    assert credit(room, 1) == 0
    alive(61)
    was_away(61, 64)
    assert credit(room, 65) == 0


def test_whose_page_was_heard_meanwhile_lost_nothing(room):
    room.start(at=AT)
    with transaction():
        live(at=AT + 10 * MINUTE)
    for tick in range(60):
        beat(room, at=AT + 10 * MINUTE + tick * 5 * SECOND)
    with transaction():
        live(at=AT + 15 * MINUTE)
    assert credit(room, 15) == 0


def test_the_first_sign_after_the_outage_brings_the_credit(room):
    """Before any sweep, and before the web has said how long it was away."""
    room.start(at=AT)
    with transaction():
        live(at=AT + 10 * MINUTE)
    beat(room, at=AT + 10 * MINUTE)
    beat(room, at=AT + 14 * MINUTE)
    assert sitting(room).ends_at == AT + 64 * MINUTE
    with transaction():
        live(at=AT + 14 * MINUTE + 2 * SECOND)
    assert credit(room, 14.1) == 0


def test_who_had_ten_minutes_left_has_them_after_the_outage(room):
    """The end passed meanwhile: what is typed then counts, and nothing had expired."""
    room.start(at=AT)
    was_away(50, 70)
    assert room.phase(at=AT + 70 * MINUTE + SECOND).name == "running"
    with transaction():
        expired = actions.expire(room.sitting_id, at=AT + 70 * MINUTE + SECOND)
        assert expired.state == "started"
    alive(71)
    room.save(1, {"choice": "b"}, at=AT + 71 * MINUTE)
    assert (room.counted(), room.late()) == (1, 0)
    assert sitting(room).ends_at == AT + 80 * MINUTE
    alive(81)
    room.save(2, {"choices": ["a"]}, at=AT + 80 * MINUTE + GRACE)
    assert room.counted() == 2


def test_after_end_credit_and_grace_it_is_late(room):
    room.start(at=AT)
    was_away(50, 70)
    alive(81)
    with pytest.raises(TimeIsUp):
        room.save(1, {"choice": "b"}, at=AT + 80 * MINUTE + GRACE + SECOND)
    assert (room.counted(), room.late()) == (0, 1)


def test_while_we_are_still_away_it_is_known_since_when(room):
    room.start(at=AT)
    with transaction():
        live(at=AT + 55 * MINUTE)
    with reading():
        assert away.service_away_since(AT + 55 * MINUTE + 10 * SECOND) is None
        assert away.service_away_since(AT + 2 * HOUR) == AT + 55 * MINUTE
    assert room.phase(at=AT + 70 * MINUTE).name == "running"


def test_what_has_ended_is_not_credited(room):
    room.start(at=AT)
    with transaction():
        actions.submit(room.sitting_id, at=AT + 20 * MINUTE)
    was_away(10, 14)
    assert credit(room, 30) == 0


@pytest.fixture
def in_section(app):
    """The first section runs, from the start to the tenth minute."""
    with Situation(app, sections=LOCKING) as room:
        room.start(at=AT)
        with transaction():
            passing.begin_section(room.sitting_id, 0, at=AT)
        yield room


def test_the_section_in_which_an_outage_fell_gets_all_of_it(in_section):
    room = in_section
    was_away(7, 11)
    with reading():
        there = walking.section_phase(sitting(room), AT + 11 * MINUTE)
    assert (there.name, there.left) == ("running", 3 * MINUTE)
    alive(12)
    room.save(1, {"choice": "b"}, at=AT + 12 * MINUTE)
    assert (room.counted(), room.late()) == (1, 0)
    assert sitting(room).section_ends_at == AT + 14 * MINUTE
    assert sitting(room).ends_at == AT + 64 * MINUTE


def test_what_was_given_back_in_one_section_makes_no_other_longer_or_shorter(in_section):
    room = in_section
    was_away(2, 6)
    assert credit(room, 7) == 240
    alive(15)
    with transaction():
        passing.begin_section(room.sitting_id, 1, at=AT + 15 * MINUTE)
    assert sitting(room).section_ends_at == AT + 35 * MINUTE


def test_an_outage_after_its_end_opens_no_section_again(in_section):
    room = in_section
    alive(11)
    was_away(11, 15)
    assert credit(room, 16) == 240
    with reading():
        assert walking.section_phase(sitting(room), AT + 16 * MINUTE).name == "over"
    with pytest.raises(SectionOver):
        room.save(1, {"choice": "b"}, at=AT + 16 * MINUTE)


def test_an_extension_is_numbered_and_told(room):
    room.start(at=AT)
    for seconds in (60, 120):
        with transaction():
            extending.extend(room.sitting_id, seconds=seconds, by=room.member, at=AT)
    with reading():
        told = [(one.number, one.seconds, one.because) for one in noted.extensions(room.sitting_id)]
        assert told == [(1, 60, "member"), (2, 120, "member")]
        assert [one.number for one in noted.extensions(room.sitting_id, after=1)] == [2]


def settle(room, **policy):
    settle_policy(Policy(**policy), by=room.member, at=AT)
