"""A candidate without their name: the code, and the name taken out of a text."""

from uuid import UUID, uuid4

import pytest

from assay.invitations.unnamed import GONE, SIGNS, code_of, naming

ONE = UUID("3bfb0e9c-3d50-458d-bb7b-993e1e243b0c")


def test_the_code_is_made_of_the_id_alone_and_stays():
    assert code_of(ONE) == "Candidate 7FXGX7"
    assert code_of(UUID(str(ONE))) == code_of(ONE)


def test_codes_have_six_signs_that_nobody_misreads():
    codes = {code_of(uuid4()).removeprefix("Candidate ") for _ in range(500)}
    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) <= set(SIGNS)
    assert set(SIGNS) & set("ILOU") == set()
    assert len(codes) > 495


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Inês Duarte", "I am INÊS, of the Duartes.", "I am [name], of the Duartes."),
        ("Bo Li", "Bo likes Bo Li", "Bo likes [name]"),
        ("王小明", "我是王小明。", "我是[name]。"),
        ("O’Neil", "o’neil wrote it", "[name] wrote it"),
    ],
)
def test_a_name_goes_from_a_text_and_other_words_stay(name, text, left):
    assert naming(name).sub(GONE, text) == left


def test_an_address_goes_too_and_nothing_to_find_takes_nothing():
    assert naming("A", "a@x.example").sub(GONE, "write to A@X.example, a!") == "write to [name], a!"
    assert naming("").sub(GONE, "all of it") == "all of it"
