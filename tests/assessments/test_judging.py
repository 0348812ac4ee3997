"""A panel sets a cut: who may say what when, what it comes to, and what stays on record."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.accounts.models import Member
from assay.assessments import actions, judging, panels, queries
from assay.assessments.angoff import outcome
from assay.assessments.blueprint import Blueprint, Fixed, Pool, Section
from assay.assessments.models import Assessment, CutPanel
from assay.audit.actions import Actor
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.tenancy.queries import fetch
from tests.assessments.bench import Bench
from tests.invitations.test_races import at_once

WHOM = "Keeps a running Flask service alive without being led."
SAID = ((60, 70, 50, 80), (70, 70, 40, 90), (50, 80, 50, 70))
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


class Room(Bench):
    """A bench with a draft of four questions, all of them asked, and three to judge them."""

    def __enter__(self):
        super().__enter__()
        self.items = [self.make_item(title=f"Question {n}") for n in range(4)]
        self.assessment = self.draft(*map(self.named, self.items))
        with transaction():
            self.judges = [self.make_member("author").id for _ in range(3)]
        return self

    def named(self, item):
        return Fixed(item_organisation_id=item.organisation_id, item_version_id=item.id)

    def open(self):
        with transaction():
            return judging.open_panel(self.assessment.id, definition=WHOM, by=self.by).id

    def says(self, panel_id, judge, item, share):
        with transaction():
            by = Actor(kind="member", id=judge)
            return judging.rate(panel_id, item.id, share, by=by)

    def all_say(self, panel_id, said=SAID):
        for judge, shares in zip(self.judges, said, strict=False):
            for item, share in zip(self.items, shares, strict=True):
                self.says(panel_id, judge, item, share)

    def close(self, panel_id):
        with transaction():
            return judging.close(panel_id, by=self.by)

    def closed(self):
        panel_id = self.open()
        self.all_say(panel_id)
        self.close(panel_id)
        return panel_id

    def adopt(self, panel_id, cut=65, rationale="It is what the work needs."):
        with transaction():
            return judging.adopt(panel_id, cut, rationale=rationale, by=self.by)

    def rearrange(self, *items):
        section = Section(title="Core", rules=tuple(map(self.named, items)))
        with transaction():
            actions.rearrange(
                self.assessment.id, lambda _: Blueprint(sections=(section,)), by=self.by
            )

    def now(self):
        with reading():
            return fetch(Assessment, self.assessment.id)

    def outcome(self, panel_id):
        with reading():
            assessment = fetch(Assessment, self.assessment.id)
            panel = fetch(CutPanel, panel_id)
            weights = panels.counted(panel, panels.asked(assessment))
            return outcome(weights, panels.ratings(panel))


@pytest.fixture
def room(app):
    with Room(app) as room:
        yield room


def test_the_adopted_cut_is_the_drafts_and_the_versions_with_the_method_in_words(room):
    panel_id = room.closed()
    room.adopt(panel_id)
    draft = room.now()
    assert draft.cut_score == 65
    assert draft.cut_reason == (
        "Set by a modified Angoff panel of 3 in one round: mean 65.0, standard error 1.4."
        " It is what the work needs."
    )
    version = room.publish(draft)
    assert (version.cut_score, version.cut_reason) == (65, draft.cut_reason)
    assert version.cut_panel_id == panel_id


def test_every_act_is_in_the_audit_and_no_rating_is(room):
    panel_id = room.closed()
    room.adopt(panel_id)
    with reading():
        told = entries_about("cut_panel", panel_id)
    verbs = [one.verb.removeprefix("cut_panel.") for one in told]
    assert verbs == ["open", *["rate"] * 12, "close", "adopt"]
    rated = [one.details for one in told if one.verb == "cut_panel.rate"]
    assert {frozenset(one) for one in rated} == {frozenset({"item_version_id", "round"})}
    adopted = told[-1].details
    assert (adopted["cut_score"], adopted["assessment_id"]) == (65, str(room.assessment.id))


def test_a_cut_that_somebody_chose_is_no_panels(room):
    assert room.publish(room.now()).cut_panel_id is None


def test_a_cut_that_is_changed_by_hand_is_the_panels_no_more(room):
    panel_id = room.closed()
    room.adopt(panel_id)
    with transaction():
        actions.revise(
            room.assessment.id, name="Flask developer", minutes=45, cut_score=70,
            blueprint=queries.blueprint(room.assessment), cut_reason="We want more.",
            start_by=None, finish_by=None, by=room.by,
        )  # fmt: skip
    with reading():
        assert panels.behind(fetch(Assessment, room.assessment.id)) is None
    assert room.publish(room.now()).cut_panel_id is None


def test_a_version_keeps_its_cut_when_a_later_panel_adopts_another(room):
    before = room.publish(room.now())
    room.adopt(room.closed())
    with reading():
        kept = queries.version(before.id)
    assert (kept.cut_score, kept.cut_panel_id) == (60, None)


@pytest.mark.parametrize(("cut", "is_taken"), [(61, False), (62, True), (68, True), (69, False)])
def test_a_cut_is_taken_within_two_standard_errors_of_the_mean(room, cut, is_taken):
    panel_id = room.closed()
    if is_taken:
        assert room.adopt(panel_id, cut).cut_score == cut
        return
    with pytest.raises(Invalid) as refusal:
        room.adopt(panel_id, cut)
    assert refusal.value.fields["cut"].endswith("from 62 to 68.")
    assert room.now().cut_score == 60


@pytest.mark.parametrize("rationale", ["", " \n", "r" * 1501, "a\0"])
def test_a_cut_is_adopted_with_a_reason(room, rationale):
    panel_id = room.closed()
    with pytest.raises(Invalid) as refusal:
        room.adopt(panel_id, rationale=rationale)
    assert list(refusal.value.fields) == ["rationale"]


@pytest.mark.parametrize("definition", ["", " ", "d" * 2001])
def test_a_panel_says_whom_it_thinks_of(room, definition):
    with pytest.raises(Invalid) as refusal, transaction():
        judging.open_panel(room.assessment.id, definition=definition, by=room.by)
    assert list(refusal.value.fields) == ["definition"]


def test_an_empty_draft_has_nothing_to_rate(room):
    room.rearrange()
    with pytest.raises(Invalid):
        room.open()


def test_opening_twice_is_once(room):
    assert room.open() == room.open()


def test_after_one_is_adopted_or_withdrawn_another_may_be_opened(room):
    minute = iter(range(9))

    def later():
        return clock.frozen(MORNING + timedelta(minutes=next(minute)))

    with later():
        first = room.closed()
        room.adopt(first)
    with later():
        second = room.open()
    with later(), transaction():
        judging.withdraw(second, by=room.by)
    with later():
        third = room.open()
    assert len({first, second, third}) == 3
    with reading():
        assert panels.newest(room.assessment.id).id == third


def test_a_panel_closes_once_three_have_rated_everything(room):
    panel_id = room.open()
    room.all_say(panel_id, SAID[:2])
    for item in room.items[:3]:
        room.says(panel_id, room.judges[2], item, 50)
    with pytest.raises(Conflict):
        room.close(panel_id)
    room.says(panel_id, room.judges[2], room.items[3], 50)
    assert room.close(panel_id).state == "closed"
    assert room.close(panel_id).state == "closed"


def test_nothing_is_adopted_before_it_is_closed(room):
    panel_id = room.open()
    room.all_say(panel_id)
    with pytest.raises(Conflict):
        room.adopt(panel_id)


def test_a_judge_changes_their_mind_until_it_is_closed(room):
    panel_id = room.closed()
    with pytest.raises(Conflict):
        room.says(panel_id, room.judges[0], room.items[0], 0)
    with transaction():
        judging.ask_again(panel_id, after_round=1, by=room.by)
    room.all_say(panel_id)
    room.says(panel_id, room.judges[0], room.items[0], 100)
    room.close(panel_id)
    assert room.outcome(panel_id).cuts[room.judges[0]] == 75


@pytest.mark.parametrize("share", [-5, 1, 52, 105])
def test_a_rating_is_a_share_in_steps_of_five(room, share):
    panel_id = room.open()
    with pytest.raises(Invalid):
        room.says(panel_id, room.judges[0], room.items[0], share)


def test_what_the_draft_does_not_ask_is_not_rated(room):
    panel_id = room.open()
    other = room.make_item(title="Another")
    with pytest.raises(NotFound):
        room.says(panel_id, room.judges[0], other, 50)


def test_while_it_is_open_one_reads_how_many_each_has_rated_and_ones_own(room):
    panel_id = room.open()
    anna, bert, _ = room.judges
    for item, share in zip(room.items, SAID[0], strict=True):
        room.says(panel_id, anna, item, share)
    room.says(panel_id, bert, room.items[0], 70)
    with reading():
        panel = panels.going(room.assessment.id)
        assert panels.progress(panel, [one.id for one in room.items]) == {anna: 4, bert: 1}
        assert panels.said_by(panel, bert) == {room.items[0].id: 70}


def test_a_second_round_keeps_the_ratings_of_the_first(room):
    panel_id = room.closed()
    with transaction():
        judging.ask_again(panel_id, after_round=1, by=room.by)
        judging.ask_again(panel_id, after_round=1, by=room.by)
    room.says(panel_id, room.judges[0], room.items[2], 90)
    with transaction():
        anna = Actor(kind="member", id=room.judges[0])
        assert judging.keep_the_rest(panel_id, by=anna) == 3
        assert judging.keep_the_rest(panel_id, by=anna) == 0
    with reading():
        panel = panels.going(room.assessment.id)
        assert panel.round == 2
        said = panels.said_by(panel, room.judges[0])
        assert [said[item.id] for item in room.items] == [60, 70, 90, 80]
        assert len(panels.ratings(panel, number=1)) == 3
        assert panels.said_by(panel, room.judges[0], number=1)[room.items[2].id] == 50


def test_a_stale_page_opens_no_third_round(room):
    panel_id = room.closed()
    with transaction():
        judging.ask_again(panel_id, after_round=1, by=room.by)
    room.all_say(panel_id)
    room.close(panel_id)
    with transaction():
        assert judging.ask_again(panel_id, after_round=1, by=room.by).round == 2
    assert room.now().cut_score == 60


def test_a_question_that_leaves_the_draft_counts_no_more(room):
    panel_id = room.closed()
    room.rearrange(*room.items[:3])
    assert room.outcome(panel_id).mean == pytest.approx(60)
    room.adopt(panel_id, 60)


def test_one_that_joins_must_be_rated_before_the_cut_is_adopted(room):
    panel_id = room.closed()
    fifth = room.make_item(title="A fifth")
    room.rearrange(*room.items, fifth)
    assert room.outcome(panel_id) is None
    with pytest.raises(Conflict):
        room.adopt(panel_id)
    with transaction():
        judging.ask_again(panel_id, after_round=1, by=room.by)
        for judge in room.judges:
            judging.keep_the_rest(panel_id, by=Actor(kind="member", id=judge))
    for judge in room.judges:
        room.says(panel_id, judge, fifth, 65)
    room.close(panel_id)
    room.adopt(panel_id)


def test_what_was_adopted_is_worked_out_the_same_for_good(room):
    panel_id = room.closed()
    room.adopt(panel_id)
    before = room.outcome(panel_id)
    room.rearrange(room.items[0])
    assert room.outcome(panel_id) == before


def test_a_pool_counts_by_the_chance_of_being_drawn(room):
    with transaction():
        section = Section(title="Core", rules=(Pool(count=2),))
        actions.rearrange(room.assessment.id, lambda _: Blueprint(sections=(section,)), by=room.by)
    with reading():
        asked = panels.asked(fetch(Assessment, room.assessment.id))
    assert {one.weight for one in asked.values()} == {1.0}
    assert len(asked) == 4


def test_a_retired_assessment_takes_no_panel_and_no_cut(room):
    panel_id = room.closed()
    with transaction():
        actions.retire(room.assessment.id, by=room.by)
    with pytest.raises(Conflict):
        room.open()
    with pytest.raises(Conflict):
        room.adopt(panel_id)


def test_what_was_adopted_is_not_withdrawn(room):
    panel_id = room.closed()
    room.adopt(panel_id)
    with pytest.raises(Conflict), transaction():
        judging.withdraw(panel_id, by=room.by)


def test_six_panels_opened_at_once_are_one(room):
    ids = at_once(
        room, lambda _: judging.open_panel(room.assessment.id, definition=WHOM, by=room.by).id
    )
    assert len(set(ids)) == 1
    assert room.noted("cut_panel", ids[0]) == ["cut_panel.open"]


def test_two_judges_and_one_with_two_windows_rate_at_once(room):
    panel_id, item = room.open(), room.items[0]
    anna, bert = (Actor(kind="member", id=one) for one in room.judges[:2])
    at_once(room, lambda n: judging.rate(panel_id, item.id, 40, by=(anna, bert)[n % 2]))
    with reading():
        panel = panels.going(room.assessment.id)
        assert panels.ratings(panel) == {anna.id: {item.id: 40}, bert.id: {item.id: 40}}


def test_six_adoptions_at_once_are_one(room):
    panel_id = room.closed()
    at_once(room, lambda _: judging.adopt(panel_id, 64, rationale="So be it.", by=room.by))
    assert room.noted("cut_panel", panel_id).count("cut_panel.adopt") == 1
    assert room.now().cut_score == 64


def test_other_peoples_panels_that_are_open_wait_at_ones_desk(room):
    panel_id = room.open()
    room.says(panel_id, room.judges[0], room.items[0], 50)
    with reading():
        judge = fetch(Member, room.judges[0])
        (one,) = panels.waiting(judge)
        assert panels.waiting(room.manager) == []
    assert (one.assessment_id, one.round, one.rated) == (room.assessment.id, 1, 1)
    room.all_say(panel_id)
    room.close(panel_id)
    with reading():
        assert panels.waiting(judge) == []
