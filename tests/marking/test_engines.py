"""Each engine marks as it says, guessing earns what was computed, and rubbish earns nothing."""

from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations, permutations
from statistics import mean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.bank.content import KINDS
from assay.marking.engines import engine_for, outcome_at_once

LETTERS = "abcdefg"


def content(n: int) -> dict[str, Any]:
    """Enough for any kind: each takes what it needs."""
    return {
        "stem": "?",
        "options": [{"id": name, "text": name} for name in LETTERS[:n]],
        "rows": [{"id": str(row), "text": "?"} for row in range(1, max(3, n - 1))],
        "words": 100,
    }


def earned(kind: str, n: int, right: Any, value: Any, points: int = 1) -> Decimal:
    return engine_for(kind)(content(n), {"right": list(right)}, value, points).points


def matched(n: int, options: str, points: int = 1) -> Decimal:
    """What n rows earn whose key is a, b, c …, with an option given to each; `-` leaves it open."""
    asked = {
        "stem": "?",
        "options": [{"id": name, "text": name} for name in LETTERS[: n + 2]],
        "rows": [{"id": str(row), "text": "?"} for row in range(1, n + 1)],
    }
    key = {"match": {str(row): name for row, name in enumerate(LETTERS[:n], start=1)}}
    value = {"pairs": {str(row): o for row, o in enumerate(options, start=1) if o != "-"}}
    return engine_for("matching")(asked, key, value, points).points


def subsets(n: int) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(LETTERS[:n], size) for size in range(n + 1)))


@pytest.mark.parametrize("kind", ["single", "output", "scenario"])
def test_one_choice_earns_all_or_nothing(kind: str) -> None:
    found = [earned(kind, 4, "c", {"choice": name}, 2) for name in LETTERS[:4]]
    assert found == [0, 0, 2, 0]


@pytest.mark.parametrize(
    ("kind", "n", "guess"),
    [("single", 4, ".25"), ("output", 3, ".3333"), ("scenario", 4, ".25")],
)
def test_one_choice_by_guess(kind: str, n: int, guess: str) -> None:
    found = mean(Fraction(earned(kind, n, "a", {"choice": name})) for name in LETTERS[:n])
    assert float(found) == pytest.approx(float(guess), abs=1e-4)


@pytest.mark.parametrize(
    ("given_choices", "points"),
    [("ace", "5"), ("ac", "3"), ("acde", "3"), ("a", "1"), ("bd", "0"), ("abcde", "1")],
)
def test_every_statement_is_judged_marked_or_not(given_choices: str, points: str) -> None:
    found = earned("multiple", 5, "ace", {"choices": list(given_choices)}, 5)
    assert found == Decimal(points)


@pytest.mark.parametrize("right", ["ab", "abc", "bde", "abcd"])
def test_five_statements_by_guess_earn_a_fifth(right: str) -> None:
    """Exact: 6/32, less what leaving all out would have earned: that is no answer."""
    found = sum(Fraction(earned("multiple", 5, right, {"choices": [*one]})) for one in subsets(5))
    unmarked = max(Fraction(0), Fraction(2 * (5 - len(right)), 5) - 1)
    assert found / 32 == Fraction(6, 32) - unmarked / 32
    assert 0.18 < float(found / 32) < 0.19


@pytest.mark.parametrize(("n", "low", "high"), [(5, 0.155, 0.165), (6, 0.14, 0.15)])
def test_steps_by_guess(n: int, low: float, high: float) -> None:
    key = LETTERS[:n]
    found = mean(float(earned("ordering", n, key, {"order": [*one]})) for one in permutations(key))
    assert low < found < high


@pytest.mark.parametrize(("n", "share"), [(5, ".8"), (6, ".8667")])
def test_two_neighbours_swapped_cost_little(n: int, share: str) -> None:
    order = ["b", "a", *LETTERS[2:n]]
    assert earned("ordering", n, LETTERS[:n], {"order": order}) == Decimal(share)


def test_the_right_order_earns_all_and_its_reverse_nothing() -> None:
    key = "cafbed"
    assert earned("ordering", 6, key, {"order": [*key]}, 3) == 3
    assert earned("ordering", 6, key, {"order": [*key[::-1]]}, 3) == 0


@pytest.mark.parametrize(
    ("options", "points"),
    [("abcd", 4), ("abdc", 2), ("a---", 1), ("a-c-", 2), ("bcda", 0), ("efef", 0), ("aaaa", 1),
     ("abce", 3)],
)  # fmt: skip
def test_each_row_that_has_its_option_earns_its_part(options: str, points: int) -> None:
    assert matched(4, options, 4) == points


@pytest.mark.parametrize(("n", "guess"), [(4, "1/6"), (5, "1/7")])
def test_pairs_by_guess(n: int, guess: str) -> None:
    """Of n rows and two options more: .17 and .14, also where one takes one option for all."""
    shuffled = [matched(n, "".join(one)) for one in permutations(LETTERS[: n + 2], n)]
    assert float(mean(shuffled)) == pytest.approx(float(Fraction(guess)), abs=1e-4)
    same = [matched(n, name * n) for name in LETTERS[: n + 2]]
    assert float(mean(same)) == pytest.approx(float(Fraction(guess)), abs=1e-4)


@pytest.mark.parametrize(
    ("typed", "points"),
    [("x_host", 2), ("  x_host\n", 2), ("X_HOST", 0), ("x_hosts", 0), ("x_host=1", 0), (" ", 0)],
)
def test_a_typed_answer_is_compared_after_the_declared_normalisation(
    typed: str, points: int
) -> None:
    key = {"accept": ["x_host"], "reject": ["x_for"], "normalise": ["strip"]}
    outcome = engine_for("fillin")({"stem": "?"}, key, {"text": typed}, 2)
    assert outcome.points == points


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_earns_nothing_and_is_told_apart(kind: str) -> None:
    key = {"accept": ["x"], "right": ["a"], "match": {"1": "a"}, "criteria": []}
    asked = {**content(3), "files": [{"name": "app.py", "text": "x", "editable": True}]}
    outcome = outcome_at_once(kind, {**asked, "entry": "app:app"}, key, None, 1)
    assert (outcome.points, outcome.out_of, outcome.detail) == (0, 1, {"answered": False})


def test_a_text_is_a_persons_to_mark_and_no_zero() -> None:
    with pytest.raises(KeyError):
        engine_for("freetext")
    for said in ({"text": "It is so."}, {"text": "so " * 5000}, {"choice": "a"}, {}):
        assert outcome_at_once("freetext", content(3), {"criteria": []}, said, 8) is None
    nothing = outcome_at_once("freetext", content(3), {"criteria": []}, {"text": " \n"}, 8)
    assert nothing is not None
    assert nothing.detail == {"answered": False}


HOTSPOT = {"stem": "?", "files": [{"name": "a.py", "text": "1\n2\n3\n4\n5\n6\n"}], "most": 3}


@pytest.mark.parametrize(
    ("lines", "points"),
    [(["2", "5"], 4), (["2"], 2), (["2", "5", "6"], 2), (["2", "6"], 0), (["1", "6"], 0),
     (["1", "3", "4", "5"], 0)],
)  # fmt: skip
def test_a_line_without_a_flaw_takes_away_what_one_with_a_flaw_earns(
    lines: list[str], points: int
) -> None:
    outcome = engine_for("hotspot")(HOTSPOT, {"right": ["2", "5"]}, {"lines": lines}, 4)
    assert outcome.points == points


@pytest.mark.parametrize("lines", [["7"], ["0"], ["a"], "25", [2]])
def test_marks_on_no_line_of_the_file_are_no_answer(lines: Any) -> None:
    outcome = engine_for("hotspot")(HOTSPOT, {"right": ["2", "5"]}, {"lines": lines}, 4)
    assert outcome.detail == {"answered": True, "readable": False}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", {"choice": "z"}),
        ("single", {"choice": ["a"]}),
        ("output", {"choice": {"$ne": ""}}),
        ("multiple", {"choices": "abc"}),
        ("multiple", {"choices": ["a", "z"]}),
        ("ordering", {"order": ["a", "a", "b"]}),
        ("ordering", {"order": ["a", "b"]}),
        ("fillin", {"text": 7}),
        ("fillin", {"text": "x" * 501}),
        ("scenario", {"choice": "z"}),
        ("matching", {"pairs": {"1": "z"}}),
        ("matching", {"pairs": {"9": "a"}}),
        ("matching", {"pairs": ["a", "b"]}),
    ],
)
def test_what_no_page_could_have_sent_earns_nothing(kind: str, value: Any) -> None:
    key = {"accept": ["7"], "right": ["a", "b", "c"], "match": {"1": "a", "2": "b"}}
    outcome = engine_for(kind)(content(3), key, value, 1)
    assert outcome.points == 0
    assert outcome.detail == {"answered": True, "readable": False}


@given(
    st.integers(3, 7).flatmap(lambda n: st.tuples(st.just(n), st.permutations(LETTERS[:n]))),
    st.integers(1, 30),
)
def test_points_stay_between_nothing_and_all(given_order: Any, points: int) -> None:
    n, order = given_order
    found = earned("ordering", n, LETTERS[:n], {"order": order}, points)
    assert 0 <= found <= points
    assert found == found.quantize(Decimal("0.0001"))


@given(st.integers(4, 6), st.data())
def test_one_more_right_judgement_never_earns_less(n: int, data: Any) -> None:
    letters = list(LETTERS[:n])
    right = set(data.draw(st.lists(st.sampled_from(letters), min_size=2, max_size=n - 1)))
    chosen = set(data.draw(st.lists(st.sampled_from(letters), min_size=1)))
    wrong = data.draw(st.sampled_from(letters))
    if (wrong in chosen) == (wrong in right) or chosen == {wrong}:
        return
    better = chosen ^ {wrong}
    before = earned("multiple", n, right, {"choices": sorted(chosen)})
    assert earned("multiple", n, right, {"choices": sorted(better)}) >= before
