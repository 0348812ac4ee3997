"""The list of tags: renamed, made one, removed; wherever they are on, and audited."""

import pytest

from assay.audit.queries import entries_about
from assay.core.db import reading, transaction
from assay.core.errors import Invalid, NotFound
from assay.decisions import queries, tag_keeping, tagging
from tests.marking.exam import Counted, Exam
from tests.sittings.situation import elsewhere
from tests.sittings.test_races import at_once


@pytest.fixture
def exam(app):
    """Ann bears "Berlin" and "Talks", Bo "Berlin"."""
    with Exam(app, name="Ann") as exam:
        exam.ann, exam.bo = exam.invitation_id, exam.invite("Bo")
        exam.tags = {}
        for who, name in ((exam.ann, "Berlin"), (exam.ann, "Talks"), (exam.bo, "Berlin")):
            with transaction():
                exam.tags[name] = tagging.tag(who, name, by=exam.member).id
        yield exam


def borne(invitation_id):
    with reading():
        found = queries.tags_of([invitation_id]).get(invitation_id, [])
        return [tag.name for tag in found]


def used():
    with reading():
        return {one.name: one.number for one in tag_keeping.used()}


def rename(exam, name, to):
    with transaction():
        tag_keeping.rename(exam.tags[name], to, by=exam.member)


def merge(exam, name, into):
    with transaction():
        tag_keeping.merge(exam.tags[name], into=exam.tags[into], by=exam.member)


def verbs(exam, name):
    with reading():
        return [(one.verb, one.details) for one in entries_about("tag", exam.tags[name])]


def test_the_list_says_how_many_bear_each(exam):
    with transaction():
        tagging.untag(exam.ann, exam.tags["Talks"], by=exam.member)
    assert used() == {"Berlin": 2, "Talks": 0}


def test_a_new_name_is_seen_wherever_the_tag_is_on(exam):
    for _ in range(2):
        rename(exam, "Berlin", "  Berlin   office ")
    assert (borne(exam.ann), borne(exam.bo)) == (["Berlin office", "Talks"], ["Berlin office"])
    assert verbs(exam, "Berlin") == [("tag.rename", {})]


def test_other_capitals_are_a_new_name(exam):
    rename(exam, "Berlin", "BERLIN")
    assert borne(exam.bo) == ["BERLIN"]


@pytest.mark.parametrize("name", ["", "x" * 41, "one\u202etwo"], ids=["none", "long", "hidden"])
def test_a_new_name_is_held_to_what_a_tag_is(exam, name):
    with pytest.raises(Invalid):
        rename(exam, "Berlin", name)


def test_a_name_that_another_tag_has_is_told_with_that_tag(exam):
    with pytest.raises(tag_keeping.Taken) as taken:
        rename(exam, "Talks", "berlin")
    assert taken.value.tag.id == exam.tags["Berlin"]
    assert used() == {"Berlin": 2, "Talks": 1}


def test_two_become_one_and_nobody_bears_it_twice(exam):
    merge(exam, "Berlin", into="Talks")
    assert (borne(exam.ann), borne(exam.bo)) == (["Talks"], ["Talks"])
    assert used() == {"Talks": 2}
    assert verbs(exam, "Berlin") == [
        ("tag.merge", {"into": str(exam.tags["Talks"]), "candidates": 2})
    ]


def test_into_itself_nothing_changes(exam):
    merge(exam, "Berlin", into="Berlin")
    assert used() == {"Berlin": 2, "Talks": 1}
    assert verbs(exam, "Berlin") == []


def test_both_ways_at_once_leave_one(exam):
    at_once(
        exam,
        lambda: merge(exam, "Berlin", into="Talks"),
        lambda: merge(exam, "Talks", into="Berlin"),
    )
    assert list(used().values()) == [2]


def test_what_is_removed_is_off_everybody(exam):
    with transaction():
        assert tag_keeping.remove(exam.tags["Berlin"], by=exam.member) == 2
    assert (borne(exam.ann), borne(exam.bo), used()) == (["Talks"], [], {"Talks": 1})
    assert verbs(exam, "Berlin") == [("tag.remove", {"candidates": 2})]


@pytest.mark.parametrize("verb", ["rename", "merge", "remove"])
def test_another_organisations_tag_is_not_there(app, exam, verb):
    theirs = elsewhere(app, lambda other: _a_tag(other))
    ours = exam.tags["Berlin"]
    acts = {
        "rename": lambda: tag_keeping.rename(theirs, "x", by=exam.member),
        "merge": lambda: tag_keeping.merge(ours, into=theirs, by=exam.member),
        "remove": lambda: tag_keeping.remove(theirs, by=exam.member),
    }
    with pytest.raises(NotFound), transaction():
        acts[verb]()
    assert used() == {"Berlin": 2, "Talks": 1}


def _a_tag(other):
    with transaction():
        return tagging.tag(other.invitation_id, "Theirs", by=other.member).id


def test_the_list_costs_one_query_however_many(exam):
    with Counted() as two:
        used()
    for name in ("x", "y", "z"):
        with transaction():
            tagging.tag(exam.bo, name, by=exam.member)
    with Counted() as five:
        assert len(used()) == 5
    assert (len(two), len(five)) == (1, 1)
