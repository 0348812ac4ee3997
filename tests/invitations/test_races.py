"""Several at once, on real connections: one candidate, one invitation, one paper."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from assay.assessments.blueprint import Pool
from assay.assessments.models import Paper
from assay.core.db import reading, session, transaction
from assay.invitations import actions
from assay.invitations.csv_import import Row
from assay.invitations.models import Candidate, Invitation
from assay.tenancy.scope import scope
from tests.assessments.bench import Bench

SIX = 6


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        for _ in range(3):
            bench.make_item()
        yield bench


def at_once(bench: Bench, work: Callable[[int], Any], times: int = SIX) -> list[Any]:
    """Each in a thread and a transaction of its own, let go at the same moment."""
    gate = Barrier(times)

    def one(number: int) -> Any:
        with bench.app.app_context(), scope(bench.organisation_id):
            gate.wait(10)
            with transaction():
                return work(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def count(table: Any) -> int | None:
    with reading():
        return session.scalar(select(func.count()).select_from(table))


def test_six_recruiters_who_ask_one_person_at_once_get_one_invitation(bench):
    version_id = bench.published().id
    ids = at_once(
        bench,
        lambda n: actions.invite(version_id, name=f"Ada {'abcdef'[n]}", email="ada@example.org",
                                 by=bench.by).id,
    )  # fmt: skip
    assert len(set(ids)) == 1
    assert (count(Candidate), count(Invitation)) == (1, 1)
    assert bench.told().count("CandidateInvited") == 1


def test_a_known_candidate_is_asked_once_too(bench):
    known, version_id = bench.published(name="Another").id, bench.published().id
    with transaction():
        actions.invite(known, name="Ada", email="ada@example.org", by=bench.by)
    ids = at_once(
        bench,
        lambda _: actions.invite(version_id, name="Ada", email="ada@example.org", by=bench.by).id,
    )
    assert len(set(ids)) == 1
    assert (count(Candidate), count(Invitation)) == (1, 2)


def test_sheets_with_the_same_people_in_another_order_do_not_block_each_other(bench):
    version_id = bench.published().id
    rows = [Row(number=n, name="Ada", email=f"p{n}@example.org") for n in range(400)]
    asked = at_once(
        bench,
        lambda n: [
            one.id
            for one in actions.invite_many(version_id, rows[::-1] if n % 2 else rows, by=bench.by)
        ],
    )
    assert {frozenset(ids) for ids in asked} == {frozenset(asked[0])}
    assert count(Invitation) == 400


def test_six_tasks_for_one_invitation_draw_one_paper(bench):
    version = bench.published(Pool(count=2))
    with transaction():
        asked = actions.invite(version.id, name="Ada", email="ada@example.org", by=bench.by).id
    papers = at_once(bench, lambda _: actions.draw(asked).paper_id)
    assert len(set(papers)) == 1
    assert count(Paper) == 1
    assert bench.told().count("PaperDrawn") == 1


def test_six_withdrawals_are_one(bench):
    version = bench.published()
    with transaction():
        asked = actions.invite(version.id, name="Ada", email="ada@example.org", by=bench.by).id
    instants = at_once(bench, lambda _: actions.withdraw(asked, by=bench.by).withdrawn_at)
    assert len(set(instants)) == 1
    assert bench.told().count("InvitationWithdrawn") == 1
