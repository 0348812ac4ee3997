"""Counts that are kept: never old after an action, never another organisation's, done without."""

from uuid import uuid4

import pytest
import redis

from assay.audit.actions import SYSTEM, record
from assay.core.db import transaction
from assay.core.errors import Unscoped
from assay.tenancy.scope import scope
from assay.web import counting
from assay.web.counting import kept
from tests.marking.exam import Counted, Exam, visits
from tests.sittings.situation import elsewhere


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        exam.email = exam.account("recruiter")
        yield exam


def act():
    with transaction():
        record("invitation.archive", "invitation", uuid4(), actor=SYSTEM)


def test_a_count_is_made_once_until_something_is_done(exam):
    act()
    made = []

    def count():
        made.append(1)
        return {"number": len(made)}

    assert [kept("x", count=count) for _ in range(3)] == [{"number": 1}] * 3
    act()
    assert [kept("x", count=count) for _ in range(2)] == [{"number": 2}] * 2


def test_what_it_is_of_tells_counts_apart(exam):
    told = [kept("x", about, count=lambda about=about: about) for about in ("a", "b", "a")]
    assert told == ["a", "b", "a"]


def test_another_organisation_is_never_told_ours(app, exam):
    """Not even by the same name, about the same, at the same entry of its audit."""
    assert kept("x", "same", count=lambda: "ours") == "ours"
    assert elsewhere(app, lambda other: kept("x", "same", count=lambda: "theirs")) == "theirs"
    assert kept("x", "same", count=lambda: "newer") == "ours"


def test_without_an_organisation_nothing_is_counted(app):
    with app.app_context(), pytest.raises(Unscoped):
        kept("x", count=lambda: 1)


def test_without_valkey_it_is_counted_each_time(exam, monkeypatch):
    def gone(*_, **__):
        raise redis.exceptions.ConnectionError

    for verb in ("get", "set"):
        monkeypatch.setattr(redis.Redis, verb, gone)
    told = iter("ab")
    assert [kept("x", count=lambda: next(told)) for _ in range(2)] == ["a", "b"]


def test_what_lies_in_valkey_is_data(exam, settings):
    kept("x", count=lambda: {"number": 1})
    (key,) = (valkey := redis.from_url(settings.redis_url)).keys(
        f"{settings.redis_prefix}:counts:{exam.organisation_id}:*:x"
    )
    assert valkey.get(key) == b'{"number": 1}'
    assert 0 < valkey.ttl(key) <= counting.LASTS


def test_the_table_counts_anew_after_an_act_and_not_before(app):
    with Exam(app) as exam:
        email = exam.account("recruiter")
    visitor = visits(app, email)
    page = f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/candidates"

    def first():
        return visitor.get(page).soup.select_one(".stages a").get_text(" ", strip=True)

    assert first() == "All 1"
    with app.app_context(), Counted() as asked:
        assert first() == "All 1"
    assert [said for said in asked if "count(*)" in said] == []
    with app.app_context(), scope(exam.organisation_id):
        exam.invite("Bo")
        act()
    assert first() == "All 2"
