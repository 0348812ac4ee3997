"""Every error that a caller can meet has its status; what is ours alone is a 500."""

import pytest

from assay.core import errors
from assay.core.errors import AssayError, Invalid

STATUS = {
    "NotFound": 404, "NotAllowed": 403, "Conflict": 409, "TimeIsUp": 409, "Invalid": 422,
    "TooMany": 429, "NotReady": 503, "Unscoped": 500,
}  # fmt: skip


def kinds(kind=AssayError):
    return {one for below in kind.__subclasses__() for one in (below, *kinds(below))}


def test_every_error_has_its_status():
    ours = {one for one in kinds() if one.__module__ == errors.__name__}
    assert {one.__name__: one.status for one in ours} == STATUS


def test_the_tree_of_errors_is_drawn_where_they_are():
    drawn = errors.__doc__.partition("AssayError")[2].split()
    for name, status in STATUS.items():
        assert drawn[drawn.index(name) + 1] == str(status)


def test_no_room_makes_an_error_with_a_status_of_its_own():
    own = {one.__name__ for one in kinds() if "status" in vars(one)}
    assert own <= set(STATUS)


def test_an_error_is_known_by_the_name_of_its_class():
    assert errors.TimeIsUp("too late").code == "TimeIsUp"
    assert isinstance(errors.TimeIsUp("too late"), errors.Conflict)


@pytest.mark.parametrize(
    "invalid", [Invalid("name", "Give one."), Invalid(fields={"name": "Give one."})]
)
def test_what_is_invalid_says_where_and_why(invalid):
    assert (invalid.fields, str(invalid)) == ({"name": "Give one."}, "name: Give one.")


def test_several_fields_are_told_at_once():
    assert str(Invalid(fields={"a": "No.", "b": "Never."})) == "a: No.; b: Never."
