"""result.json: valid by its schema for every candidate, described in full, and never a key."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from assay.reports import data
from tests.reports import specimens

GUIDE = Path(__file__).parents[2] / "docs" / "reference" / "result-json.md"


def told(content):
    return json.loads(data.result(content))


def validator():
    return jsonschema.Draft202012Validator(
        data.schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(data.schema())


@pytest.mark.parametrize("kind", specimens.CANDIDATES)
def test_the_result_of_every_candidate_is_valid(kind):
    validator().validate(told(specimens.CANDIDATES[kind]()))


@pytest.mark.parametrize("gone", ["candidate", "score", "questions", "version"])
def test_a_result_that_lacks_something_is_not(gone):
    result = told(specimens.strong())
    del result[gone]
    assert not validator().is_valid(result)


def test_nothing_may_stand_in_it_that_is_not_described():
    assert not validator().is_valid({**told(specimens.strong()), "more": 1})


def test_a_score_has_its_error_and_its_band():
    score = told(specimens.strong())["score"]
    assert score["band"] == "above"
    assert score["interval"][0] < score["likely"][0] < score["value"] < score["likely"][1]


def test_where_nothing_was_measured_the_score_is_null():
    few = told(specimens.few())
    assert few["score"] is None
    assert (few["points"], few["out_of"]) == (3.2, 6)


def test_points_are_numbers_as_they_were_given():
    assert [data._number(Decimal(one)) for one in ("2.0000", "0.3333")] == [2, 0.3333]


def test_the_same_result_gives_the_same_bytes():
    assert data.result(specimens.long()) == data.result(specimens.long())


def test_a_name_in_any_script_stands_as_it_is():
    for name in specimens.PEOPLE.values():
        assert name.encode() in data.result(replace(specimens.few(), candidate=name))


def properties(schema):
    """Every name that the schema describes, with its description."""
    for name, one in schema.get("properties", {}).items():
        yield name, one
        yield from properties(one)
        yield from properties(one.get("items", {}))
    for one in schema.get("$defs", {}).values():
        yield from properties(one)


def test_every_property_has_a_description():
    found = list(properties(data.schema()))
    assert len(found) > 40
    assert [name for name, one in found if not one.get("description") and "items" not in one] == []


def test_the_guide_names_every_property():
    guide = GUIDE.read_text("utf-8")
    assert [name for name, _ in properties(data.schema()) if f"`{name}`" not in guide] == []


def test_no_time_stands_in_it():
    text = data.result(specimens.clocked()).decode()
    assert not any(word in text for word in ("minute", "seconds", "started", "extra", "T09:"))
