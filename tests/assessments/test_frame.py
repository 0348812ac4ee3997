"""What a draft may hold, and what publication asks for on top."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.assessments.frame import Frame, clean, missing
from assay.core.errors import Invalid

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHOLE = Frame(name="Flask developer", minutes=45, cut_score=60, cut_reason="Two rounds, 3 judges.")
ONE = Blueprint(sections=(Section(title="Core", minutes=20, rules=(Pool(count=1),)),))


def wrong(frame: Frame) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        clean(frame)
    return list(refusal.value.fields)


def test_words_are_kept_without_space_around_them() -> None:
    assert clean(replace(WHOLE, name=" Flask developer ", cut_reason="\n")) == replace(
        WHOLE, cut_reason=""
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "n" * 121}, "name"),
        ({"name": "Flask\r\nBcc: x@example.org"}, "name"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"cut_score": -1}, "cut_score"),
        ({"cut_score": 101}, "cut_score"),
        ({"cut_reason": "r" * 2001}, "cut_reason"),
        ({"start_by": NOW, "finish_by": NOW}, "finish_by"),
        ({"ai_use": "perhaps"}, "ai_use"),
        ({"ai_note": "n" * 301}, "ai_note"),
    ],
)
def test_not_even_a_draft_may_hold_this(change: dict[str, object], field: str) -> None:
    assert wrong(replace(WHOLE, **change)) == [field]  # type: ignore[arg-type]


def test_a_draft_may_lack_its_cut_score() -> None:
    assert clean(replace(WHOLE, cut_score=None, cut_reason="")).cut_score is None


def test_nothing_is_missing_from_a_whole_one() -> None:
    assert missing(WHOLE, ONE, at=NOW) == {}
    assert missing(replace(WHOLE, cut_score=0), ONE, at=NOW) == {}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cut_score": None}, "cut_score"),
        ({"cut_reason": ""}, "cut_reason"),
        ({"minutes": 19}, "minutes"),
        ({"start_by": NOW}, "start_by"),
        ({"finish_by": NOW - timedelta(days=1)}, "finish_by"),
    ],
)
def test_publication_asks_for_the_rest(change: dict[str, object], field: str) -> None:
    assert list(missing(replace(WHOLE, **change), ONE, at=NOW)) == [field]  # type: ignore[arg-type]


def test_publication_asks_for_a_question() -> None:
    empty = Blueprint(sections=(Section(title="Core"),))
    assert list(missing(WHOLE, empty, at=NOW)) == ["sections"]
