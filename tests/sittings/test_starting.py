"""The one call that starts and the verb behind it: they write the same, and refuse the same."""

from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from assay.assessments.models import AssessmentVersion, Paper
from assay.audit.models import AuditEntry
from assay.core import clock, context, signing
from assay.core.db import reading, session, transaction
from assay.core.errors import AssayError
from assay.events.models import OutboxRow
from assay.invitations import actions as inviting
from assay.invitations.models import Accommodation, Candidate, Invitation
from assay.sittings import actions, before
from assay.sittings.actions import Agreed
from assay.sittings.models import Consent, Sitting
from assay.sittings.starting import Press, quick
from assay.tenancy import entrances
from assay.tenancy.models import Entrance, Organisation, PolicyVersion
from tests.sittings.situation import (
    AT,
    HOUR,
    LOCKING,
    MINUTE,
    SECOND,
    TICK,
    Situation,
    elsewhere,
)
from tests.sittings.test_races import SIX, at_once

FREE = tuple({**one, "locks": False} for one in LOCKING)
WRITTEN = (Consent, Sitting, AuditEntry, OutboxRow)
"""What a start makes."""
OWN = {"id", "subject_id", "payload"}
"""Holds an id of its own each time."""
REQUEST = "a-request-of-a-test"


@pytest.fixture
def room(app):
    with Situation(app, sections=LOCKING) as room:
        yield room


def paper_of(room):
    with reading():
        return session.scalars(select(Paper.id)).one()


def press(room, *, at=AT, policy=0, language="en"):
    agreed = Agreed(policy=policy, notice=1, language=language)
    return Press(link=signing.digest(room.token), agreed=agreed, at=at)


def near(*boundaries):
    """An instant at a boundary, a tick beside it, or somewhere about."""
    ticks = st.sampled_from([-TICK, timedelta(0), TICK, SECOND - TICK])
    hours = st.timedeltas(min_value=timedelta(0), max_value=3 * HOUR)
    return st.builds(lambda at, by: at + by, st.sampled_from(boundaries), ticks | hours)


SITUATIONS = st.fixed_dictionaries(
    {
        "minutes": st.sampled_from([1, 45, 60, 61]),
        "sections": st.sampled_from([FREE, LOCKING, LOCKING[:1], LOCKING[1:]]),
        "start_by": near(AT, AT + HOUR),
        "finish_by": st.none() | near(AT, AT + SECOND, AT + HOUR),
        "extras": st.lists(
            st.tuples(st.integers(0, 100), st.integers(0, 90), st.sampled_from([None, None, AT])),
            max_size=3,
        ),
        "has_paper": st.sampled_from([True, True, True, False]),
        "withdrawn_at": st.sampled_from([None] * 5 + [AT]),
        "declined_at": st.sampled_from([None] * 5 + [AT]),
        "revoked_at": st.sampled_from([None] * 5 + [AT]),
        "closed_at": st.sampled_from([None] * 5 + [AT]),
        "is_begun": st.sampled_from([False] * 5 + [True]),
        "settled": st.integers(0, 2),
        "policy": st.integers(0, 2),
        "language": st.sampled_from(["en", "de", "es"]),
        "spoken": st.sampled_from([None, "en", "de"]),
    }
)


def arrange(room, database, told, paper_id):
    """Make the rows what the situation says, and nothing begun but where it says so."""
    with database.begin() as connection:
        for table in (*WRITTEN, Accommodation, PolicyVersion):
            connection.execute(delete(table))
        blueprint = {"sections": list(told["sections"])}
        connection.execute(
            update(AssessmentVersion).values(minutes=told["minutes"], blueprint=blueprint)
        )
    window = {name: told[name] for name in ("start_by", "finish_by", "withdrawn_at", "declined_at")}
    paper = paper_id if told["has_paper"] else None
    with transaction():
        session.execute(update(Invitation).values(paper_id=paper, **window))
        session.execute(update(Candidate).values(language=told["spoken"]))
        session.execute(update(Entrance).values(revoked_at=told["revoked_at"]))
        session.execute(update(Organisation).values(closed_at=told["closed_at"]))
        session.add_all(_more(room, told, paper_id))
    session.expunge_all()


def _more(room, told, paper_id):
    for number in range(1, told["settled"] + 1):
        yield PolicyVersion(number=number, settled={}, settled_by=room.member.id, settled_at=AT)
    for percent, minutes, revoked_at in told["extras"]:
        yield Accommodation(
            invitation_id=room.invitation_id, extra_percent=percent, extra_minutes=minutes,
            granted_by=room.member.id, revoked_at=revoked_at,
        )  # fmt: skip
    if told["is_begun"]:
        yield Sitting(
            invitation_id=room.invitation_id, paper_id=paper_id, state="started", started_at=AT,
            ends_at=AT + HOUR, grace_seconds=30, limit_seconds=3600,
        )  # fmt: skip


def the_verb(room, told):
    """As the view has it begun; whether this call began it."""
    if told["revoked_at"]:
        return False
    agreed = press(room, policy=told["policy"], language=told["language"]).agreed
    try:
        with transaction():
            actions.start(room.invitation_id, agreed=agreed, at=AT)
            inviting.speak(room.invitation_id, told["language"])
    except AssayError:
        return False
    return not told["is_begun"]


def the_call(room, told):
    one = press(room, policy=told["policy"], language=told["language"])
    return quick(room.settings, one) is not None


def written():
    """Every row that a start may write, without ids of its own; that those name one sitting."""
    with reading():
        rows = {table: list(session.scalars(select(table))) for table in WRITTEN}
        if rows[AuditEntry]:
            (sitting,), (entry,), (event,) = (rows[one] for one in (Sitting, AuditEntry, OutboxRow))
            assert entry.subject_id == sitting.id
            assert event.payload == {"sitting_id": str(sitting.id)}
        told = {
            table.__tablename__: [
                {one.key: getattr(row, one.key) for one in table.__table__.c if one.key not in OWN}
                for row in found
            ]
            for table, found in rows.items()
        }
        spoken = session.scalars(select(Candidate.language)).one()
    session.expunge_all()
    return told, spoken


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=SITUATIONS)
def test_the_call_and_the_verb_begin_the_same_sittings_and_write_the_same_rows(
    room, database, told
):
    paper_id = paper_of(room)
    with clock.frozen(AT), context.request(REQUEST):
        arrange(room, database, told, paper_id)
        before_it = written()
        is_begun = the_call(room, told)
        by_the_call = written()
        arrange(room, database, told, paper_id)
        assert the_verb(room, told) == is_begun
    if is_begun:
        assert by_the_call == written()
    else:
        assert by_the_call == before_it


def test_a_start_that_is_as_usual_is_begun_and_says_whose_it_is(room):
    begun = quick(room.settings, press(room))
    room.find_sitting()
    assert (begun.organisation_id, begun.sitting_id) == (room.organisation_id, room.sitting_id)
    assert room.told() == ["SittingStarted"]
    assert room.noted(room.sitting_id) == ["sitting.start"]


def test_again_it_is_the_verbs_which_returns_what_was_begun(room):
    begun = quick(room.settings, press(room))
    assert quick(room.settings, press(room, at=AT + MINUTE)) is None
    assert room.start(at=AT + MINUTE).id == begun.sitting_id
    assert room.told() == ["SittingStarted"]


def test_six_at_once_are_one_sitting(room):
    begun = at_once(room, *[lambda: quick(room.settings, press(room))] * SIX)
    assert sum(one is not None for one in begun) == 1
    assert room.told() == ["SittingStarted"]


def test_the_call_and_the_verb_at_once_are_one_sitting(room):
    def verb():
        with transaction():
            return actions.start(room.invitation_id, agreed=Agreed(policy=0), at=AT)

    at_once(room, *[lambda: quick(room.settings, press(room)), verb] * 3)
    assert room.told() == ["SittingStarted"]


def test_it_waits_for_time_that_is_being_granted_and_counts_it(room):
    """Whatever holds the invitation before the start is seen by the start."""
    gate = Barrier(2)

    def granting():
        with transaction():
            before.hold(room.invitation_id)
            gate.wait(10)
            inviting.grant_accommodation(room.invitation_id, minutes=30, by=room.member)

    def starting():
        gate.wait(10)
        return quick(room.settings, press(room))

    at_once(room, granting, starting)
    room.find_sitting()
    assert room.phase(at=AT).left == HOUR + 30 * MINUTE


def test_a_link_that_nobody_made_begins_nothing(room):
    unknown = Press(link=signing.digest("unknown"), agreed=Agreed(policy=0), at=AT)
    assert quick(room.settings, unknown) is None


def test_a_link_of_another_purpose_begins_nothing(room):
    with transaction():
        entrances.admit("report", "another", subject_id=room.invitation_id, expires_at=None)
    other = Press(link=signing.digest("another"), agreed=Agreed(policy=0), at=AT)
    assert quick(room.settings, other) is None


def test_in_a_closed_organisation_nothing_begins(room, database):
    with database.begin() as connection:
        closes = update(Organisation).where(Organisation.id == room.organisation_id)
        connection.execute(closes.values(closed_at=AT))
    assert quick(room.settings, press(room)) is None
    assert room.told() == []


def test_another_organisations_policy_is_not_asked_for(app, room):
    def settles(other):
        with transaction():
            settled = {"settled": {}, "settled_by": other.member.id, "settled_at": AT}
            session.add(PolicyVersion(number=7, **settled))

    elsewhere(app, settles)
    assert quick(room.settings, press(room)) is not None


def test_the_function_runs_with_the_callers_rights(room):
    url = room.settings.database_url.replace("postgresql+psycopg:", "postgresql:")
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "select prosecdef, provolatile from pg_proc where proname = 'assay_start'"
        ).fetchone()
    assert row == (False, "v")
