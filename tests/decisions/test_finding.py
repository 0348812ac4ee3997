"""Who is found in the candidates table, in which order, and how many stand where."""

from datetime import timedelta
from itertools import pairwise

import pytest

from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import reading, transaction
from assay.decisions import actions, table, tagging
from assay.decisions.finding import SORTS, UNDECIDED, USUAL, Asked, columns_of
from assay.decisions.stages import ASIDE, STAGES
from assay.invitations import actions as invitations
from assay.invitations.models import Invitation
from assay.sittings import actions as sittings
from assay.tenancy.queries import fetch
from tests.marking.exam import Counted, Exam, asked
from tests.sittings.situation import AT, HOUR, MINUTE

DAY = timedelta(days=1)
LATER = AT + 30 * DAY
"""When the window of those who have not begun is over."""
LISTED = len(STAGES) - len(ASIDE) + 1
"""One at each stage that the table lists, and a second who is invited."""


@pytest.fixture
def crowd(app):
    """One candidate at each stage, named after it; whose time is over at LATER."""
    with Exam(app, asked(*["testing"] * 4), name="Invited Last") as crowd:
        crowd.viewer = crowd.member_of_role("recruiter")
        made = {name: crowd.invite(f"{name.title()} Person", at=AT + MINUTE) for name in STAGES}
        crowd.made = {name: made[name] for name in STAGES} | {"invited": crowd.invitation_id}
        with transaction():
            fetch(Invitation, crowd.invitation_id).start_by = LATER + DAY
            fetch(Invitation, made["invited"]).start_by = LATER + DAY
        for name, right in (("to_decide", 4), ("decided", 0), ("voided", 2), ("archived", 3)):
            crowd.result(right=right, invitation_id=made[name])
            if name == "voided":
                with transaction():
                    sittings.void(crowd.sitting_id, by=SYSTEM, reason="So.", at=AT + HOUR)
        crowd.sit(right=1, invitation_id=made["to_mark"])
        crowd.invitation_id = made["sitting"]
        crowd.start(at=AT)
        with clock.frozen(AT + HOUR), transaction():
            actions.decide(made["decided"], verdict="hold", reason="So.", by=crowd.member)
            invitations.withdraw(made["withdrawn"], by=crowd.member)
            fetch(Invitation, made["declined"]).declined_at = AT + HOUR
            tagging.archive(made["archived"], by=crowd.member)
            fetch(Invitation, made["to_mark"]).former_id = made["resat"]
        yield crowd


def found(crowd, **how):
    """The names of who is found, in order."""
    limits = {name: how.pop(name) for name in ("limit", "after") if name in how}
    with clock.frozen(LATER), reading():
        page = table.candidates(
            crowd.work.assessment_id, viewer=crowd.viewer, asked=Asked(**how), **limits
        )
    crowd.next = page.next
    return [row.name for row in page.rows]


@pytest.mark.parametrize("stage", STAGES)
def test_everyone_is_at_one_stage_and_found_by_it(crowd, stage):
    expected = [f"{stage.title()} Person"]
    if stage == "invited":
        expected.append("Invited Last")
    assert found(crowd, stage=stage) == expected


def test_the_counts_are_those_of_the_lists(crowd):
    with clock.frozen(LATER), reading():
        counts = table.counts(crowd.work.assessment_id)
    assert counts.stages == dict.fromkeys(STAGES, 1) | {"invited": 2}
    assert counts.all == LISTED == len(found(crowd))
    assert counts.bands == {"above": 1, "below": 1}, "the voided and the archived are in no band"
    assert found(crowd, band="above") == ["To_Decide Person"]
    assert not counts.is_cut


def test_the_archive_is_in_no_list_but_its_own(crowd):
    assert "Archived Person" not in found(crowd)
    with transaction():
        tagging.restore(crowd.made["archived"], by=crowd.member)
    assert "Archived Person" in found(crowd, stage="to_decide")


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("invited l", ["Invited Last"]),
        ("LAST", ["Invited Last"]),
        ("nvited", []),
        ("%", []),
        ("_nvited", []),
        ("voided person", ["Voided Person"]),
        ("'; drop table candidates; --", []),
    ],
)
def test_a_name_is_found_by_how_it_or_its_last_word_begins(crowd, search, names):
    assert found(crowd, search=search) == names


def test_a_name_that_many_bear_is_found_all_the_same(crowd, monkeypatch):
    wanted = found(crowd, search="person")
    monkeypatch.setattr(table, "A_FEW", 3)
    assert found(crowd, search="person") == wanted
    assert len(wanted) > 3


def test_a_name_is_found_whatever_its_alphabet_and_case(crowd):
    crowd.invite("Éléonore Ünsal")
    assert found(crowd, search="éléo") == found(crowd, search="ÜNSAL") == ["Éléonore Ünsal"]


def test_a_decision_and_none_yet_are_asked_for(crowd):
    assert found(crowd, verdict="hold") == ["Decided Person"]
    assert found(crowd, verdict="advance") == []
    assert len(found(crowd, verdict=UNDECIDED)) == LISTED - 1


def test_days_of_inviting_are_asked_for(crowd):
    assert found(crowd, until=AT + MINUTE) == ["Invited Last"]
    assert "Invited Last" not in found(crowd, since=AT + MINUTE)
    assert found(crowd, since=AT + DAY) == []


def test_a_tag_is_asked_for(crowd):
    with transaction():
        one = tagging.tag(crowd.made["missed"], "Second round", by=crowd.member)
    assert found(crowd, tag=one.id) == ["Missed Person"]
    with reading():
        assert [tag.name for tag in table.tags_in_use(crowd.work.assessment_id)] == ["Second round"]


def test_scores_are_ordered_and_who_has_none_comes_last(crowd):
    assert found(crowd, sort="score")[:2] == ["To_Decide Person", "Voided Person"]
    assert found(crowd, sort="lowest")[:2] == ["Decided Person", "Voided Person"]
    assert found(crowd, sort="name") == sorted(found(crowd))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 3])
def test_in_every_order_pages_hold_everyone_once(crowd, sort, limit):
    whole, seen, after = found(crowd, sort=sort), [], None
    for _ in range(2 * len(STAGES)):  # more pages than there can be
        seen += found(crowd, sort=sort, limit=limit, after=after)
        if (after := crowd.next) is None:
            break
    assert seen == whole
    assert len(set(seen)) == len(whole) == LISTED


def test_what_is_asked_for_costs_no_query_more(crowd):
    """Three, and one each for rows that wait for a marker or were sat again, and for a name that is
    looked for, however many."""
    with Counted() as plain:
        found(crowd)
    with Counted() as asking:
        found(crowd, stage="to_decide", band="above", search="t", sort="score", verdict=UNDECIDED)
    assert (len(plain), len(asking)) == (3 + 2, 3 + 1)


def test_the_versions_are_told_apart(crowd):
    with reading():
        rows = table.candidates(crowd.work.assessment_id, viewer=crowd.viewer).rows
    assert {row.version for row in rows} == {1}


def test_who_chose_no_columns_sees_the_usual_ones_and_unknown_ones_are_let_go():
    assert columns_of(None) == USUAL
    assert columns_of([]) == frozenset()
    assert columns_of(["score", "shoe_size"]) == {"score"}


def test_every_order_and_stage_has_words():
    for words in (SORTS, STAGES):
        assert all(words.values())
        assert all(one != other for one, other in pairwise(words.values()))
