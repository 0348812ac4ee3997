"""Instants in the candidate's words."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.testroom.when import clock, minutes, when

AT = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


def test_an_instant_is_told_in_the_candidates_zone_and_in_utc():
    told = when(AT, "America/New_York")
    assert told.local == "Tuesday 24 November 2026, 17:30"
    assert told.zone == "America/New York"
    assert told.utc == "22:30 UTC"
    assert told.machine == "2026-11-24T22:30:00+00:00"


def test_utc_says_its_day_where_it_is_another_one():
    told = when(AT, "Europe/Berlin")
    assert told.local == "Tuesday 24 November 2026, 23:30"
    assert when(AT, "Asia/Tokyo").local == "Wednesday 25 November 2026, 07:30"
    assert when(AT, "Asia/Tokyo").utc == "24 November, 22:30 UTC"


@pytest.mark.parametrize("name", [None, "", "Nowhere/Atall", "../etc/passwd"])
def test_a_zone_that_nobody_knows_is_utc(name):
    assert when(AT, name).zone == "UTC"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (119, "1 minute"),
        (2700, "45 minutes"), (5400, "90 minutes"), (7200, "2 hours"), (7260, "2 hours 1 minute"),
    ],
)  # fmt: skip
def test_a_span_is_told_in_its_largest_sensible_unit(seconds, told):
    assert minutes(timedelta(seconds=seconds)) == told


@pytest.mark.parametrize(
    ("seconds", "face"), [(0, "00:00"), (-5, "00:00"), (1668, "27:48"), (3723, "1:02:03")]
)
def test_the_clocks_face(seconds, face):
    assert clock(timedelta(seconds=seconds)) == face
