"""Acts on many: each candidate by their own verb, once, and whoever can't have it is named."""

from datetime import timedelta

import pytest

from assay.accounts.models import Member
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid, NotAllowed, NotFound
from assay.decisions import bulk, picking, queries, tagging
from assay.decisions.bulk_reading import standing
from assay.decisions.finding import Asked
from assay.decisions.models import BulkLine
from assay.decisions.picking import WHY
from assay.events.models import OutboxRow
from assay.invitations import actions as invitations
from assay.invitations.models import Invitation
from assay.tenancy.queries import fetch
from tests.marking.exam import Counted, Exam
from tests.sittings.situation import AT, HOUR, elsewhere
from tests.sittings.test_races import at_once

DAY = timedelta(days=1)
REASON = "The answers show the depth that the team needs."


@pytest.fixture
def exam(app):
    """One who is done and marked, one who has begun, one withdrawn, and two who are invited."""
    with Exam(app, name="Cai Done") as exam:
        exam.viewer = exam.member_of_role("recruiter")
        exam.who = {"done": exam.invitation_id}
        for name in ("begun", "withdrawn", "one", "other"):
            exam.who[name] = exam.invite(f"Cai {name.title()}", at=AT)
        exam.result(right=3)
        exam.invitation_id = exam.who["begun"]
        exam.start(at=AT)
        with clock.frozen(AT), transaction():
            invitations.withdraw(exam.who["withdrawn"], by=exam.member)
        yield exam


def begin(exam, kind, *names, at=AT + HOUR, number=None, viewer=None, **told):
    ids = tuple(exam.who[name] for name in names or exam.who)
    with clock.frozen(at), transaction():
        return bulk.begin(
            exam.work.assessment_id, Asked(among=ids), kind=kind, told=told,
            number=len(ids) if number is None else number, viewer=viewer or exam.viewer,
        ).id  # fmt: skip


def undo(exam, act_id, *, at=AT + HOUR, viewer=None):
    with clock.frozen(at), transaction():
        return bulk.undo(act_id, viewer=viewer or exam.viewer).id


def stands(exam, act_id, at=AT + HOUR):
    with clock.frozen(at), reading():
        return standing(act_id, assessment_id=exam.work.assessment_id, viewer=exam.viewer)


def went(exam, act_id):
    """(how many it was done to, who was left alone and why)."""
    found = stands(exam, act_id)
    names = {one: name for name, one in exam.who.items()}
    return found.done, {names[one.invitation_id]: one.why for one in found.named}


def tags(exam, name):
    with reading():
        return [one.name for one in queries.tags_of([exam.who[name]]).get(exam.who[name], [])]


def verbs(exam, name):
    with reading():
        return [one.verb for one in entries_about("invitation", exam.who[name])]


def test_each_is_tagged_with_an_entry_of_their_own(exam):
    act_id = begin(exam, "tag", "one", "other", tag=" Second  round ")
    assert went(exam, act_id) == (2, {})
    for name in ("one", "other"):
        assert tags(exam, name) == ["Second round"]
        assert verbs(exam, name)[-1] == "invitation.tag"
    with reading():
        (entry,) = entries_about("bulk_act", act_id)
    assert (entry.verb, entry.details) == ("bulk.ask", {"kind": "tag", "number": 2})


LEFT = {
    "archive": {"other": "archived"},
    "restore": {"done": "here", "begun": "here", "withdrawn": "here", "one": "here"},
    "postpone": {"done": "begun", "begun": "begun", "withdrawn": "withdrawn"},
    "resend": {"done": "begun", "begun": "begun", "withdrawn": "withdrawn"},
    "withdraw": {"done": "begun", "begun": "begun", "withdrawn": "withdrawn"},
    "tag": {"one": "tagged"},
    "decide": {"begun": "unmarked", "withdrawn": "unmarked", "one": "unmarked",
               "other": "unmarked"},
}  # fmt: skip
TOLD = {
    "tag": {"tag": "Berlin"},
    "postpone": {"days": 3},
    "decide": {"verdict": "reject", "reason": REASON},
}


@pytest.mark.parametrize("kind", LEFT)
def test_who_cannot_have_it_is_left_alone_and_named(exam, kind):
    with transaction():
        tagging.tag(exam.who["one"], "Berlin", by=exam.member)
        tagging.archive(exam.who["other"], by=exam.member)
    done, left = went(exam, begin(exam, kind, **TOLD.get(kind, {})))
    assert left == {name: WHY[why] for name, why in LEFT[kind].items()}
    assert done == len(exam.who) - len(left)


@pytest.mark.parametrize("kind", [kind for kind in LEFT if kind != "tag"])
def test_the_plan_says_beforehand_what_comes_of_it(exam, kind):
    with transaction():
        tagging.archive(exam.who["other"], by=exam.member)
    asked = Asked(among=tuple(exam.who.values()))
    with clock.frozen(AT + HOUR), reading():
        plan = picking.plan(exam.work.assessment_id, asked, kind=kind, viewer=exam.viewer)
    done, left = went(exam, begin(exam, kind, **TOLD.get(kind, {})))
    names = {one: name for name, one in exam.who.items()}
    assert {names[one.invitation_id]: one.why for one in plan.named} == left
    assert (plan.number, plan.done) == (5, done)


def test_each_decision_is_its_own(exam):
    begin(exam, "decide", "done", "one", verdict="advance", reason=f" {REASON} ")
    with reading():
        (told,) = queries.history(exam.who["done"])
        assert (told.verdict, told.reason, told.by) == ("advance", REASON, "Ann Example")
        assert queries.history(exam.who["one"]) == []
    assert verbs(exam, "done")[-1] == "decision.make"


def test_the_same_decision_is_not_made_twice_and_another_is(exam):
    for verdict in ("hold", "hold", "advance"):
        begin(exam, "decide", "done", verdict=verdict, reason=REASON)
    with reading():
        assert sorted(told.verdict for told in queries.history(exam.who["done"])) == [
            "advance", "hold",
        ]  # fmt: skip


def test_more_days_count_from_the_old_end_or_from_today(exam):
    with transaction():
        fetch(Invitation, exam.who["other"]).start_by = AT - DAY
    begin(exam, "postpone", "one", "other", days=3)
    with reading():
        ends = [fetch(Invitation, exam.who[name]).start_by for name in ("one", "other")]
    assert [(end.date(), end.hour) for end in ends] == [
        ((AT + 17 * DAY).date(), 23), ((AT + 3 * DAY).date(), 23),
    ]  # fmt: skip
    assert {*verbs(exam, "one")} == {"invitation.postpone", "invitation.resend"}


@pytest.mark.parametrize(
    ("kind", "told", "field"),
    [
        ("tag", {"tag": " "}, "tag"),
        ("postpone", {"days": 0}, "days"),
        ("postpone", {"days": 91}, "days"),
        ("decide", {"verdict": "reject", "reason": " "}, "reason"),
        ("decide", {"verdict": "hire", "reason": "So."}, "verdict"),
    ],
    ids=["no tag", "no days", "too many days", "no reason", "no verdict"],
)
def test_what_is_wrong_is_refused_and_nothing_is_done(exam, kind, told, field):
    with pytest.raises(Invalid) as refused:
        begin(exam, kind, **told)
    assert list(refused.value.fields) == [field]


def test_another_number_than_was_shown_is_not_acted_on(exam):
    with pytest.raises(Invalid, match="Meanwhile 2"):
        begin(exam, "archive", "one", "other", number=3)
    with pytest.raises(Invalid, match="Nobody"), transaction():
        bulk.begin(
            exam.work.assessment_id, Asked(band="above", stage="invited"), kind="archive",
            told={}, number=0, viewer=exam.viewer,
        )  # fmt: skip
    assert "invitation.archive" not in verbs(exam, "one")


def test_all_who_fit_are_those_whom_the_table_shows(exam):
    with clock.frozen(AT + HOUR), transaction():
        act_id = bulk.begin(
            exam.work.assessment_id, Asked(stage="invited", search="cai"), kind="archive", told={},
            number=2, viewer=exam.viewer,
        ).id  # fmt: skip
    assert went(exam, act_id) == (2, {})


@pytest.mark.parametrize(
    ("kind", "role"), [("archive", "hiring_manager"), ("decide", "marker"), ("tag", "author")]
)
def test_who_may_not_do_it_to_one_may_not_do_it_to_many(exam, kind, role):
    member = exam.member_of_role(role)
    exam.share_with(member)
    with pytest.raises((NotAllowed, NotFound)):
        begin(exam, kind, viewer=member, **TOLD.get(kind, {}))


def test_what_is_not_shared_is_not_there(exam):
    with pytest.raises(NotFound):
        begin(exam, "tag", viewer=exam.member_of_role("hiring_manager"), tag="x")


def test_another_organisation_finds_neither_candidates_nor_act(app, exam):
    assessment_id, act_id = exam.work.assessment_id, begin(exam, "tag", "one", tag="x")

    def look(other):
        viewer = fetch(Member, other.member.id)
        with pytest.raises(NotFound):
            standing(act_id, assessment_id=assessment_id, viewer=viewer)
        with pytest.raises(NotFound):
            bulk.undo(act_id, viewer=viewer)
        with pytest.raises(NotFound):
            bulk.carry_on(act_id)

    elsewhere(app, look)


# -- taken back


@pytest.mark.parametrize("kind", bulk.UNDONE_BY)
def test_what_was_done_is_taken_back_and_what_was_so_before_stays(exam, kind):
    with transaction():
        tag = tagging.tag(exam.who["one"], "Berlin", by=exam.member)
        tagging.archive(exam.who["one"], by=exam.member)
        if kind in ("untag", "restore"):
            tagging.tag(exam.who["other"], "Berlin", by=exam.member)
            tagging.archive(exam.who["other"], by=exam.member)

    def state():
        with reading():
            return {
                name: (tags(exam, name), fetch(Invitation, exam.who[name]).archived_at is None)
                for name in ("one", "other")
            }

    before = state()
    told = {"tag": {"tag": "Berlin"}, "untag": {"tag": str(tag.id)}}.get(kind, {})
    act_id = begin(exam, kind, "one", "other", **told)
    assert state() != before
    back_id = undo(exam, act_id, at=AT + HOUR + bulk.UNDO_WITHIN)
    assert state() == before
    assert stands(exam, act_id).undone_by == back_id
    assert undo(exam, act_id) == back_id


def test_ten_minutes_later_it_is_too_late(exam):
    act_id = begin(exam, "archive", "one")
    late = AT + HOUR + bulk.UNDO_WITHIN + timedelta(seconds=1)
    assert stands(exam, act_id).undo_until is not None
    assert stands(exam, act_id, at=late).undo_until is None
    with pytest.raises(Conflict):
        undo(exam, act_id, at=late)


@pytest.mark.parametrize("kind", ["withdraw", "decide"])
def test_what_others_heard_of_is_not_taken_back(exam, kind):
    act_id = begin(exam, kind, **TOLD.get(kind, {}))
    assert stands(exam, act_id).undo_until is None
    with pytest.raises(Conflict):
        undo(exam, act_id)


def test_taking_back_is_not_taken_back(exam):
    back_id = undo(exam, begin(exam, "archive", "one"))
    assert stands(exam, back_id).undo_until is None
    with pytest.raises(Conflict):
        undo(exam, back_id)


# -- many


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 1)


def asked_of_tasks(exam):
    with reading():
        rows = session.query(OutboxRow).filter_by(
            organisation_id=exam.organisation_id, name="BulkAsked"
        )
        return [row.payload["bulk_act_id"] for row in rows]


def carry_on(act_id, most):
    with clock.frozen(AT + HOUR), transaction():
        return bulk.carry_on(act_id, most=most)


def test_more_than_a_few_are_left_to_a_task_in_bounded_steps(exam, few_at_once):
    act_id = begin(exam, "archive")
    assert asked_of_tasks(exam) == [str(act_id)]
    found = stands(exam, act_id)
    assert (found.done, found.waiting, found.undo_until) == (0, 5, None)
    with pytest.raises(Conflict):
        undo(exam, act_id)
    told = []
    while carry_on(act_id, 2):
        found = stands(exam, act_id)
        told.append((found.done, found.waiting))
    assert told == [(2, 3), (4, 1)]
    assert stands(exam, act_id).undo_until is not None


def test_a_step_that_is_tried_again_does_nothing_twice(exam, few_at_once):
    act_id = begin(exam, "decide", "done", "one", verdict="hold", reason=REASON)

    def step():
        with transaction():
            bulk.carry_on(act_id, most=5)

    with clock.frozen(AT + HOUR):  # once for all threads: it is one clock
        at_once(exam, *[step] * 3)
    carry_on(act_id, 5)
    with reading():
        assert len(queries.history(exam.who["done"])) == 1


def test_who_may_not_any_more_leaves_the_rest_undone(exam, few_at_once):
    manager = exam.member_of_role("hiring_manager")
    exam.share_with(manager)
    act_id = begin(exam, "tag", "one", "other", tag="x", viewer=manager)
    carry_on(act_id, 1)
    with transaction():
        fetch(Member, manager.id).role = "author"
    while carry_on(act_id, 1):
        pass
    assert stands(exam, act_id).left == {WHY["not_allowed"]: 1}


def test_who_was_asked_for_stays_who_it_is_about(exam, few_at_once):
    with clock.frozen(AT + HOUR), transaction():
        act_id = bulk.begin(
            exam.work.assessment_id, Asked(), kind="archive", told={}, number=5,
            viewer=exam.viewer,
        ).id  # fmt: skip
    exam.invite("Meanwhile", at=AT + HOUR)
    carry_on(act_id, 50)
    with reading():
        assert session.query(BulkLine).filter_by(bulk_act_id=act_id, state="done").count() == 5


@pytest.mark.parametrize("names", [("one",), ("one", "other", "begun")], ids=["one", "three"])
def test_a_plan_and_a_standing_cost_as_many_queries_for_one_as_for_three(exam, names):
    act_id = begin(exam, "archive", *names)
    asked = Asked(among=tuple(exam.who[name] for name in names))
    with clock.frozen(AT + HOUR), reading(), Counted() as planned:
        picking.plan(exam.work.assessment_id, asked, kind="archive", viewer=exam.viewer)
    with Counted() as told:
        stands(exam, act_id)
    assert (len(planned), len(told)) == (4, 5)
