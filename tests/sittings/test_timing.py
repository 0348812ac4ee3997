"""phase(): vectors for each boundary, and properties over many instants, windows and zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assay.sittings.timing import ANY_TIME, GRACE, Phase, Window, phase

NINE = datetime(2026, 3, 29, 9, 0, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
TICK = timedelta(microseconds=1)
NONE = timedelta(0)
ORDER = {"not_open": 0, "open": 1, "missed": 2, "running": 0, "grace": 1, "over": 2}


def before(now: datetime, window: Window = ANY_TIME, extra: timedelta = NONE) -> Phase:
    return phase(now, window, HOUR, None, extra, GRACE)


def during(now: datetime, window: Window = ANY_TIME, extra: timedelta = NONE) -> Phase:
    return phase(now, window, HOUR, NINE, extra, GRACE)


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (NINE, "running"),
        (NINE + HOUR - TICK, "running"),
        (NINE + HOUR, "running"),
        (NINE + HOUR + TICK, "grace"),
        (NINE + HOUR + GRACE, "grace"),
        (NINE + HOUR + GRACE + TICK, "over"),
        (NINE + 400 * HOUR, "over"),
    ],
)
def test_a_sitting_runs_to_its_end_then_has_its_grace_then_is_over(now, name):
    assert during(now).name == name


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (NINE - TICK, "not_open"),
        (NINE, "open"),
        (NINE + HOUR, "open"),
        (NINE + HOUR + TICK, "missed"),
    ],
)
def test_one_may_start_from_the_opening_to_the_start_by_inclusive(now, name):
    window = Window(opens_at=NINE, start_by=NINE + HOUR)
    assert before(now, window).name == name


def test_start_by_does_not_cut_the_time_of_one_who_started_in_time():
    window = Window(start_by=NINE)
    assert before(NINE, window).left == HOUR
    assert during(NINE + HOUR, window).name == "running"


def test_finish_by_cuts_the_time_and_says_so_before_the_start():
    window = Window(finish_by=NINE + 20 * MINUTE)
    assert before(NINE, window).left == 20 * MINUTE
    assert during(NINE, window).ends_at == NINE + 20 * MINUTE


def test_nobody_can_start_at_the_finish_by():
    window = Window(finish_by=NINE)
    assert before(NINE, window).name == "missed"
    assert before(NINE - SECOND, window).name == "open"


def test_a_cut_time_is_a_whole_number_of_seconds():
    window = Window(finish_by=NINE + timedelta(seconds=90, milliseconds=700))
    assert before(NINE, window).left == timedelta(seconds=90)


def test_a_time_zone_change_in_the_night_costs_no_minute():
    berlin = ZoneInfo("Europe/Berlin")
    started = datetime(2026, 3, 29, 1, 30, tzinfo=berlin)
    ends_at = phase(started, ANY_TIME, HOUR, started, NONE, GRACE).ends_at
    assert ends_at is not None
    assert ends_at.astimezone(berlin).strftime("%H:%M") == "03:30"


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="naive"):
        before(datetime(2026, 3, 29, 9, 0))  # noqa: DTZ001


def test_the_grace_is_no_longer_than_the_field_allows():
    assert timedelta(seconds=20) <= GRACE <= timedelta(seconds=60)


instants = st.integers(0, 10**15).map(lambda tick: NINE + tick * TICK)
near = st.timedeltas(min_value=timedelta(hours=-3), max_value=timedelta(hours=3))
maybe_near = st.none() | near
limits = st.integers(1, 4 * 3600).map(lambda seconds: timedelta(seconds=seconds))
extras = st.integers(0, 7200).map(lambda seconds: timedelta(seconds=seconds))
graces = st.integers(0, 60).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def situations(draw):
    now = draw(instants)
    moments = [draw(maybe_near) for _ in range(3)]
    opens_at, start_by, finish_by = (now + m if m is not None else None for m in moments)
    window = Window(opens_at=opens_at, start_by=start_by, finish_by=finish_by)
    return now, window, draw(limits), draw(maybe_near), draw(extras), draw(graces)


def of(situation, *, later=NONE, more=NONE, zone=UTC):
    now, window, limit, ago, extra, grace = situation
    started_at = None if ago is None else now + ago
    return phase((now + later).astimezone(zone), window, limit, started_at, extra + more, grace)


@given(situations(), near)
def test_time_only_moves_forward(situation, later):
    assume(later >= NONE)
    assert ORDER[of(situation).name] <= ORDER[of(situation, later=later).name]


@given(situations())
def test_no_end_lies_after_the_finish_by(situation):
    found = of(situation)
    finish_by = situation[1].finish_by
    if found.ends_at and finish_by:
        assert found.ends_at <= finish_by


@given(situations(), extras)
def test_extra_time_never_takes_time_away(situation, more):
    plain, longer = of(situation), of(situation, more=more)
    if plain.ends_at and longer.ends_at:
        assert plain.ends_at <= longer.ends_at
    assert ORDER[longer.name] <= ORDER[plain.name]


@given(situations(), st.sampled_from(["Asia/Kolkata", "America/St_Johns", "Pacific/Apia"]))
def test_the_zone_that_an_instant_is_written_in_changes_nothing(situation, zone):
    assert of(situation) == of(situation, zone=ZoneInfo(zone))


@given(situations())
def test_what_the_landing_page_promises_is_what_the_start_gives(situation):
    now, window, limit, _, extra, grace = situation
    promised = phase(now, window, limit, None, extra, grace)
    if promised.name == "open":
        assert phase(now, window, limit, now, extra, grace).ends_at == promised.ends_at
        assert promised.left > NONE


@given(situations())
def test_time_is_left_only_where_answers_are_taken_or_may_be_soon(situation):
    found = of(situation)
    assert (found.left > NONE) <= (found.name in ("open", "running"))
    assert found.takes_answers == (found.name in ("running", "grace"))
