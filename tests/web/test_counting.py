"""Counts that are kept: never old after an action, never another organisation's, done without."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
import redis

from assay.audit.actions import SYSTEM, record
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Unscoped
from assay.invitations import queries as invitations
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


def gone(*_, **__):
    raise redis.exceptions.ConnectionError


def test_without_valkey_it_is_counted_each_time(exam, monkeypatch):
    for verb in ("get", "set"):
        monkeypatch.setattr(redis.Redis, verb, gone)
    told = iter("ab")
    assert [kept("x", count=lambda: next(told)) for _ in range(2)] == ["a", "b"]


def test_what_lies_in_valkey_is_data(exam, settings):
    kept("x", count=lambda: {"number": 1})
    (key,) = (valkey := redis.from_url(settings.redis_url)).keys(
        f"{settings.redis_prefix}:counts:{exam.organisation_id}:x"
    )
    assert json.loads(valkey.get(key))["told"] == {"number": 1}
    assert 0 < valkey.ttl(key) <= counting.OLDEST


def test_a_minute_later_it_is_counted_again(exam):
    """What only the clock changes, and an action that was committed after a later one."""
    told = iter("ab")
    with clock.frozen(clock.now() - timedelta(seconds=counting.LASTS)):
        assert kept("x", count=lambda: next(told)) == "a"
    assert kept("x", count=lambda: next(told)) == "b"


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


class TestLarge:
    """Where a count takes long, the last one is given, and made anew once the answer is away."""

    @pytest.fixture
    def house(self, app, monkeypatch):
        monkeypatch.setattr(counting, "LARGE", 0)
        monkeypatch.setattr(counting, "RENEWED", 600)
        with Exam(app) as exam:
            exam.email = exam.account("owner")
        return exam

    @pytest.fixture
    def at(self):
        """An instant that lasts for the whole test, however slow the machine is."""
        at = clock.now()
        with clock.frozen(at):
            yield at

    @pytest.fixture
    def visitor(self, app, house):
        return visits(app, house.email)

    @pytest.fixture
    def invite(self, app, house):
        seconds = count(1)

        def invite(name):
            later = clock.now() + timedelta(seconds=next(seconds))  # no two acts at one instant
            with app.app_context(), scope(house.organisation_id), clock.frozen(later):
                house.invite(name)
                act()

        return invite

    def look(self, house, visitor):
        """What the table says of all, and of when; its answer still waits to be closed."""
        page = visitor.get(f"/o/{house.slug}/assessments/{house.work.assessment_id}/candidates")
        first = page.soup.select_one(".stages a").get_text(" ", strip=True)
        return first, "Counted" in page.words(), page.response

    def test_an_act_is_counted_once_the_answer_is_away(self, at, house, visitor, invite):
        assert self.look(house, visitor)[:2] == ("All 1", False)
        invite("Bo")
        first, is_said, answer = self.look(house, visitor)
        assert (first, is_said) == ("All 1", True)
        answer.close()
        assert self.look(house, visitor)[:2] == ("All 2", False)

    @pytest.mark.parametrize(("seconds", "said"), [(40, "40 s"), (119, "1 min"), (599, "9 min")])
    def test_it_is_said_how_long_ago(self, at, house, visitor, invite, seconds, said):
        with clock.frozen(at - timedelta(seconds=seconds)):
            self.look(house, visitor)
        invite("Bo")
        page = visitor.get(f"/o/{house.slug}/assessments/{house.work.assessment_id}/candidates")
        assert f"Counted {said} ago; being counted anew." in page.words()

    def test_nothing_older_is_given_to_anybody(self, at, house, visitor, invite):
        with clock.frozen(at - timedelta(seconds=counting.OLDEST)):
            self.look(house, visitor)
        invite("Bo")
        assert self.look(house, visitor)[:2] == ("All 2", False)

    def test_what_only_the_clock_made_old_is_given_too(self, at, app, house, visitor):
        with clock.frozen(at - timedelta(seconds=counting.LASTS)):
            self.look(house, visitor)
        with app.app_context(), Counted() as asked:
            _, is_said, answer = self.look(house, visitor)
            before = grouped(asked)
            answer.close()
        assert (is_said, before, len(grouped(asked))) == (True, [], 1)
        assert self.look(house, visitor)[1] is False

    def test_of_many_who_look_one_has_it_counted(self, app, house, visitor, invite):
        self.look(house, visitor)
        invite("Bo")
        visitors = [visits(app, house.email) for _ in range(4)]
        with app.app_context(), Counted() as asked, ThreadPoolExecutor(4) as beside:
            found = list(beside.map(lambda one: self.look(house, one), visitors))
            list(beside.map(lambda one: one[2].close(), found))
        assert {one[:2] for one in found} == {("All 1", True)}
        assert len(grouped(asked)) == 1

    def test_it_is_not_counted_at_each_act(self, at, house, visitor, invite, settings):
        self.look(house, visitor)
        for name in ("Bo", "Cy"):
            invite(name)
            self.look(house, visitor)[2].close()
        assert self.look(house, visitor)[:2] == ("All 2", True)
        valkey = redis.from_url(settings.redis_url)
        mine = f"{settings.redis_prefix}:counts:{house.organisation_id}"
        locks = valkey.keys(f"{mine}:*:renewed")
        assert all(0 < valkey.ttl(lock) <= counting.RENEWED for lock in locks)
        valkey.delete(*locks)
        self.look(house, visitor)[2].close()
        assert self.look(house, visitor)[:2] == ("All 3", False)

    def test_a_count_that_fails_afterwards_is_logged_and_no_answer_lost(
        self, house, visitor, invite, monkeypatch, caplog
    ):
        self.look(house, visitor)
        invite("Bo")
        _, _, answer = self.look(house, visitor)
        monkeypatch.setattr(redis.Redis, "set", gone)
        answer.close()
        assert "a count was not renewed" in caplog.text

    @pytest.mark.parametrize("ending", ["assessments", "usage", "candidates"])
    def test_every_count_can_be_made_without_the_request(
        self, at, house, visitor, invite, caplog, ending
    ):
        table = f"assessments/{house.work.assessment_id}/candidates"
        path = f"/o/{house.slug}/{table if ending == 'candidates' else ending}"
        visitor.get(path)
        invite("Bo")
        page = visitor.get(path)
        assert "Counted" in page.words()
        page.response.close()
        assert "Counted" not in visitor.get(path).words()
        assert "not renewed" not in caplog.text

    def test_outside_of_a_request_it_is_counted_at_once(self, app, house):
        told = iter("ab")
        with app.app_context(), scope(house.organisation_id):
            assert kept("x", count=lambda: next(told)) == "a"
            act()
            assert kept("x", count=lambda: next(told)) == "b"


@pytest.mark.parametrize(("many", "is_large"), [(3, False), (2, True)])
def test_an_organisation_is_large_past_a_number_of_invitations(exam, many, is_large):
    for name in ("Bo", "Cy"):
        exam.invite(name)
    assert invitations.are_more_than(many) is is_large


def grouped(asked):
    """The statements that counted by stage."""
    return [said for said in asked if "count(*)" in said and "GROUP BY" in said]
