"""record(): a line in the action's own transaction, of ids and numbers only."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from assay.audit.actions import SYSTEM, Actor, record
from assay.audit.queries import entries_about
from assay.core import clock, context
from assay.core.db import reading, session, transaction
from assay.tenancy.scope import INSTALLATION, scope


def entries(subject_id):
    with reading():
        return entries_about("sitting", subject_id)


def test_an_entry_says_who_did_what_to_what_and_when(pairing):
    member, sitting, at = Actor(kind="member", id=uuid4()), uuid4(), clock.now()
    with scope(pairing[0]), context.request("request-1"):
        with clock.frozen(at), transaction():
            record("sitting.extend", "sitting", sitting, actor=member, details={"seconds": 60})
        (entry,) = entries(sitting)
        assert (entry.verb, entry.details, entry.at) == ("sitting.extend", {"seconds": 60}, at)
        assert (entry.actor_kind, entry.actor_id) == ("member", member.id)
        assert (entry.request_id, entry.sequence, entry.hash) == ("request-1", None, None)


def breaks_after(verb, subject_id):
    record(verb, "sitting", subject_id, actor=SYSTEM)
    raise ZeroDivisionError


def test_what_did_not_happen_is_not_recorded(pairing):
    sitting = uuid4()
    with scope(pairing[0]):
        with pytest.raises(ZeroDivisionError), transaction():
            breaks_after("sitting.submit", sitting)
        assert entries(sitting) == []


def test_entries_of_one_thing_come_in_their_order(pairing):
    sitting = uuid4()
    with scope(pairing[0]):
        for verb in ("sitting.start", "sitting.submit", "sitting.mark"):
            with transaction():
                record(verb, "sitting", sitting, actor=SYSTEM)
        found = [entry.verb for entry in entries(sitting)]
    assert found == ["sitting.start", "sitting.submit", "sitting.mark"]


def test_an_entry_belongs_to_the_organisation_in_which_it_happened(pairing):
    sitting = uuid4()
    with scope(pairing[0]), transaction():
        record("sitting.start", "sitting", sitting, actor=SYSTEM)
    with scope(pairing[1]):
        assert entries(sitting) == []


def test_what_belongs_to_no_organisation_is_the_installations(pairing, database):
    user_id = uuid4()
    with scope(INSTALLATION), transaction():
        record("user.sign_in", "user", user_id, actor=Actor(kind="user", id=user_id))
    with database.connect() as connection:
        owner = connection.scalar(text("select organisation_id from audit_entries"))
    assert owner == INSTALLATION


@pytest.mark.parametrize("kind", ["", "robot", "Member"])
def test_an_actor_is_of_a_kind_that_we_know(kind):
    with pytest.raises(ValueError):
        Actor(kind=kind)


@pytest.mark.parametrize(
    "change", ["update audit_entries set at = now()", "delete from audit_entries"]
)
def test_the_application_changes_no_entry(pairing, change):
    with scope(pairing[0]):
        with transaction():
            record("sitting.start", "sitting", uuid4(), actor=SYSTEM)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction():
            session.execute(text(change))
