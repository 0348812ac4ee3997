"""What is told of the difference between two states of an assessment."""

from dataclasses import replace
from uuid import UUID

from assay.assessments.changes import Change, Held, State, difference


def held(number: int, *, version: int = 1, points: int = 2) -> Held:
    return Held(
        version_id=UUID(int=100 * number + version), number=version, title=f"Q {number}",
        points=points,
    )  # fmt: skip


BEFORE = State(
    settings={"Name": "Developer", "Cut score": "60"},
    lines=("Section “Core”", "Core: 2 of Testing", "Core: 1 of Deployment"),
    items={UUID(int=n): held(n) for n in (1, 2, 3)},
)


def test_nothing_differs_from_itself():
    assert not difference(BEFORE, BEFORE).is_any


def test_a_setting_is_told_with_both_of_its_values():
    told = difference(BEFORE, replace(BEFORE, settings={"Name": "Developer", "Cut score": "65"}))
    assert told.settings == [Change(what="Cut score", before="60", after="65")]


def test_a_setting_that_only_one_of_them_has_is_told_too():
    told = difference(BEFORE, replace(BEFORE, settings={"Name": "Developer", "AI": "not allowed"}))
    assert [(one.what, one.before, one.after) for one in told.settings] == [
        ("Cut score", "60", ""), ("AI", "", "not allowed"),
    ]  # fmt: skip


def test_rules_that_came_and_went_are_told_line_by_line():
    told = difference(BEFORE, replace(BEFORE, lines=("Section “Core”", "Core: 3 of Testing")))
    assert told.gone == ["Core: 2 of Testing", "Core: 1 of Deployment"]
    assert told.come == ["Core: 3 of Testing"]


def test_questions_are_told_by_what_became_of_them():
    items = {
        UUID(int=1): held(1, version=2), UUID(int=2): held(2, points=5), UUID(int=4): held(4),
    }  # fmt: skip
    told = difference(BEFORE, replace(BEFORE, items=items))
    assert told.added == ["Q 4"]
    assert told.removed == ["Q 3"]
    assert told.replaced == [Change(what="Q 1", before="version 1", after="version 2")]
    assert told.points == [Change(what="Q 2", before="2", after="5")]
