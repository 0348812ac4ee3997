"""The SQL that saves and the pure function that explains hold the same opinion, always."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from assay.core.db import reading, session, transaction
from assay.sittings import queries
from assay.sittings.models import Answer, AnswerHistory, Sitting
from assay.sittings.saving import Save, quick, refusal
from assay.sittings.timing import ANY_TIME, phase
from tests.sittings.situation import AT, TICK, Situation

STATES = ("started", "submitted", "expired", "voided")


@pytest.fixture
def room(app):
    with Situation(app) as room:
        room.start(at=AT)
        yield room


@st.composite
def situations(draw):
    """A sitting's row, and a save that comes in near one of its boundaries."""
    limit, extra = draw(st.integers(1, 7200)), draw(st.integers(0, 1800))
    grace = draw(st.integers(0, 60))
    boundary = draw(st.sampled_from([0, limit + extra, limit + extra + grace]))
    near = draw(
        st.sampled_from([-TICK, timedelta(0), TICK])
        | st.timedeltas(min_value=timedelta(minutes=-5), max_value=timedelta(minutes=5))
    )
    return {
        "limit": limit,
        "extra": extra,
        "grace": grace,
        "state": draw(st.sampled_from(("started", "started", "started", *STATES))),
        "generation": draw(st.integers(1, 2)),
        "its_generation": draw(st.integers(1, 2)),
        "position": draw(st.integers(0, 6)),
        "stored": draw(st.integers(0, 3)),
        "seq": draw(st.integers(1, 4)),
        "at": AT + timedelta(seconds=boundary) + near,
    }


def arrange(room, database, told):
    """Make the sitting's row what the situation says; as the owner, who may take answers away."""
    ends_at = AT + timedelta(seconds=told["limit"] + told["extra"])
    with database.begin() as connection:
        connection.execute(delete(AnswerHistory))
        connection.execute(delete(Answer))
    with transaction():
        session.execute(
            update(Sitting)
            .where(Sitting.id == room.sitting_id)
            .values(
                state=told["state"], generation=told["its_generation"], ends_at=ends_at,
                limit_seconds=told["limit"], extra_seconds=told["extra"],
                grace_seconds=told["grace"],
            )
        )  # fmt: skip
        if told["stored"] and 1 <= told["position"] <= 5:
            session.add(
                Answer(
                    sitting_id=room.sitting_id, position=told["position"], value={"choice": "z"},
                    seq=told["stored"], key="stored-key", saved_at=AT, in_grace=False,
                )
            )  # fmt: skip
    session.expunge_all()


def opinion(told):
    """What timing.phase and the rules of a save say."""
    now = phase(
        told["at"], ANY_TIME, timedelta(seconds=told["limit"]), AT,
        timedelta(seconds=told["extra"]), timedelta(seconds=told["grace"]),
    )  # fmt: skip
    takes = (
        told["state"] == "started"
        and now.takes_answers
        and told["generation"] == told["its_generation"]
        and 1 <= told["position"] <= 5
        and told["seq"] > (told["stored"] or 0)
    )
    return takes, now.name == "grace"


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=situations())
def test_the_database_and_the_pure_function_agree(room, database, told):
    arrange(room, database, told)
    save = Save(
        organisation_id=room.organisation_id, sitting_id=room.sitting_id,
        generation=told["generation"], position=told["position"], seq=told["seq"],
        key="a-new-key", value={"choice": "a"}, at=told["at"],
    )  # fmt: skip
    taken, in_grace = opinion(told)
    saved = quick(room.settings, save)
    assert (saved is not None) == taken
    if taken:
        with reading():
            assert queries.answer(room.sitting_id, told["position"]).in_grace == in_grace
    else:
        with transaction():
            assert refusal(save) is not None
