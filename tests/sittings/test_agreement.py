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
from assay.sittings.sections import Part, walk
from assay.sittings.timing import ANY_TIME, phase, section_phase
from tests.sittings.situation import AT, LOCKING, TICK, Situation

STATES = ("started", "submitted", "expired", "voided")
ALL_FREE = "all free"
PLACES = ((1, 2), (3, 4), (5,))
PARTS = tuple(
    Part(number=number, title=one["title"], minutes=one["minutes"], locks=bool(one.get("locks")),
         places=PLACES[number])
    for number, one in enumerate(LOCKING)
)  # fmt: skip


@pytest.fixture
def room(app):
    with Situation(app, sections=LOCKING) as room:
        room.start(at=AT)
        yield room


@st.composite
def situations(draw):
    """A sitting's row, and a save that comes in near one of its boundaries.

    `section`: none of the paper's locks, none runs, or this one does and lasts `lasts` seconds.
    """
    limit, extra = draw(st.integers(1, 7200)), draw(st.integers(0, 1800))
    grace = draw(st.integers(0, 60))
    section = draw(st.sampled_from((ALL_FREE, ALL_FREE, None, 0, 1)))
    lasts = draw(st.integers(1, 7200))
    ends = min(limit + extra, lasts) if section in (0, 1) else limit + extra
    boundary = draw(st.sampled_from([0, ends, ends + grace, limit + extra, limit + extra + grace]))
    near = draw(
        st.sampled_from([-TICK, timedelta(0), TICK])
        | st.timedeltas(min_value=timedelta(minutes=-5), max_value=timedelta(minutes=5))
    )
    return {
        "limit": limit,
        "extra": extra,
        "grace": grace,
        "section": section,
        "lasts": lasts,
        "locked": draw(st.sampled_from(((), (0,)))) if section in (None, 1) else (),
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
                **of_section(told),
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


def ending(told):
    return AT + timedelta(seconds=told["lasts"]) if told["section"] in (0, 1) else None


def stored(told):
    """Where the sitting's row says that one is; whether its section is over is not looked at."""
    running = told["section"] if told["section"] in (0, 1) else None
    return walk(PARTS, section=running, locked=told["locked"], phase=phase_of(told, AT))


def phase_of(told, at):
    if ending(told) is None:
        return None
    ends_at = AT + timedelta(seconds=told["limit"] + told["extra"])
    return section_phase(at, ending(told), ends_at, timedelta(seconds=told["grace"]))


def of_section(told):
    """The columns of a row in this situation, as the verbs write them."""
    has_locks = told["section"] != ALL_FREE
    return {
        "section": told["section"] if has_locks else None,
        "section_ends_at": ending(told),
        "locked_sections": list(told["locked"]),
        "open_positions": list(stored(told).open_places) if has_locks else None,
    }


def closed(told):
    """Does its section refuse it?"""
    if told["section"] == ALL_FREE:
        return False
    there = phase_of(told, told["at"])
    is_over = there is not None and not there.takes_answers
    return is_over or not stored(told).takes(told["position"])


def opinion(told):
    """What timing, sections and the rules of a save say."""
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
        and not closed(told)
    )
    there = phase_of(told, told["at"])
    return takes, "grace" in (now.name, there.name if there else "")


@settings(
    max_examples=250,
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
        return
    with transaction():
        refused = refusal(save)
    if refused is None:
        """The section's end was not kept yet; now that it is, this question is open."""
        told = {**told, "section": None, "locked": (*told["locked"], told["section"])}
        assert opinion(told)[0]
        assert quick(room.settings, save) is not None
