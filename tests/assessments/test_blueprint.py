"""A blueprint is read strictly, and written so that it reads back the same."""

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.assessments.blueprint import (
    AREAS,
    LEVELS,
    LOCKS_AFTER,
    Blueprint,
    Fixed,
    Pool,
    Section,
    parse,
    to_json,
)
from assay.assessments.presets import PRESETS, preset
from assay.bank.content import MACHINE_KINDS
from assay.core.errors import Invalid, NotFound


def some_of(known: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(known)).map(
        lambda chosen: tuple(one for one in known if one in chosen)
    )


rules = st.one_of(
    st.builds(
        Pool,
        count=st.integers(1, 50),
        responsibilities=some_of(AREAS),
        level=st.sampled_from((None, *LEVELS)),
        kinds=some_of(MACHINE_KINDS),
    ),
    st.builds(
        Fixed,
        item_organisation_id=st.uuids(),
        item_version_id=st.uuids(),
        points=st.none() | st.integers(1, 100),
    ),
)
titles = st.text("aé李 ", min_size=1, max_size=120).map(str.strip).filter(bool)
blueprints = st.builds(
    Blueprint,
    sections=st.lists(
        st.builds(
            Section,
            title=titles,
            minutes=st.none() | st.integers(1, 600),
            rules=st.lists(rules, max_size=4).map(tuple),
        ).map(lambda one: replace(one, locks=bool(one.minutes and one.minutes % 2))),
        max_size=4,
    ).map(tuple),
)


@given(blueprints)
def test_what_is_written_reads_back_the_same(blueprint: Blueprint) -> None:
    assert parse(to_json(blueprint)) == blueprint


def section(**more: Any) -> dict[str, Any]:
    return {"sections": [{"title": "Core", "minutes": None, "rules": [], **more}]}


def test_locks_stands_only_where_it_is_true() -> None:
    free, locking = section(minutes=5), section(minutes=5, locks=True)
    assert [to_json(parse(one)) for one in (free, locking)] == [free, locking]
    assert to_json(parse(section(minutes=5, locks=False))) == free


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"locks": True}, {"sections-0-minutes": LOCKS_AFTER}),
        ({"locks": "yes", "minutes": 5}, {"sections-0-locks": "Say true or false."}),
    ],
)
def test_what_locks_has_minutes_and_says_so_plainly(
    more: dict[str, Any], told: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        parse(section(**more))
    assert refused.value.fields == told


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("sections", "rules", "kind", "count", "x")), inner)
    ),
)


@given(json)
def test_no_json_raises_anything_but_invalid(data: Any) -> None:
    with suppress(Invalid):
        parse(data)


def pool(**changes: object) -> dict[str, object]:
    return {"kind": "pool", "count": 1, "responsibilities": ["testing"], "level": None,
            "kinds": [], **changes}  # fmt: skip


def fixed(number: int = 1, **changes: object) -> dict[str, object]:
    return {"kind": "fixed", "item_organisation_id": str(UUID(int=9)),
            "item_version_id": str(UUID(int=number)), "points": None, **changes}  # fmt: skip


def refused(*rules: dict[str, object], **section: object) -> list[str]:
    given_ = {"title": "Core", "minutes": None, "rules": list(rules), **section}
    with pytest.raises(Invalid) as wrong:
        parse({"sections": [given_]})
    return sorted(wrong.value.fields)


@pytest.mark.parametrize(
    ("rule", "leaf"),
    [
        (pool(count=0), "count"),
        (pool(count=51), "count"),
        (pool(count="2"), "count"),
        (pool(count=True), "count"),
        (pool(responsibilities=["juggling"]), "responsibilities"),
        (pool(responsibilities="testing"), "responsibilities"),
        (pool(level="master"), "level"),
        (pool(kinds=["essay"]), "kinds"),
        (pool(colour="red"), "colour"),
        ({**pool(), "kind": "lottery"}, "kind"),
        (fixed(item_version_id="7"), "item"),
        (fixed(item_organisation_id=None), "item"),
        (fixed(points=0), "points"),
    ],
)
def test_a_wrong_field_is_named_as_the_form_names_it(rule: dict[str, object], leaf: str) -> None:
    assert refused(pool(), rule) == [f"sections-0-rules-1-{leaf}"]


@pytest.mark.parametrize(
    ("changes", "leaf"),
    [
        ({"title": " "}, "title"),
        ({"title": "t" * 121}, "title"),
        ({"title": "a\r\nb"}, "title"),
        ({"title": None}, "title"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"rules": [pool()] * 51}, "rules"),
        ({"rules": {}}, "rules"),
    ],
)
def test_a_wrong_section_is_named_too(changes: dict[str, object], leaf: str) -> None:
    assert refused(pool(), **changes) == [f"sections-0-{leaf}"]


def test_all_errors_are_told_at_once() -> None:
    assert refused(pool(count=0), pool(level="x"), title="") == [
        "sections-0-rules-0-count", "sections-0-rules-1-level", "sections-0-title",
    ]  # fmt: skip


def test_no_question_is_fixed_twice() -> None:
    assert refused(fixed(1), fixed(2), fixed(1)) == ["sections-0-rules-2-item"]


def test_mid_45_asks_about_every_responsibility_once() -> None:
    drawn = [rule for _, _, rule in preset("mid-45").rules()]
    assert all(isinstance(rule, Pool) and rule.count == 1 for rule in drawn)
    assert sorted(area for rule in drawn for area in rule.responsibilities) == sorted(AREAS)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_reads_back_as_itself(name: str) -> None:
    assert parse(to_json(preset(name))) == preset(name)


def test_there_is_no_other_preset() -> None:
    with pytest.raises(NotFound):
        preset("mid-46")
