"""How much of an item an answer earns: one rule a kind, each a share from 0 to 1. Pure.

The rules for sets and orders subtract what blind guessing would earn, and never go below zero.
Expected share of a blind guess: one of four .25; five statements .19; five or six steps .145-.16;
five rows to seven options .14.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

from assay.bank.answers import Value
from assay.bank.content import Content
from assay.bank.keys import Key, OptionsKey, TextKey
from assay.bank.pair_keys import PairsKey

Judged = tuple[Fraction, dict[str, Any]]
Rule = Callable[[Content, Key, Value], Judged]
NOTHING = Fraction(0)


def one_choice(asked: Content, key: Key, given: Value) -> Judged:
    """All or nothing; nothing is taken away for a wrong choice."""
    is_right = given["choice"] in _options(key).right
    return Fraction(is_right), {"right": is_right}


def judged_statements(asked: Content, key: Key, given: Value) -> Judged:
    """Each statement is judged, by a mark or by leaving it out: max(0, 2·right/n - 1)."""
    right = _options(key).right
    judged = {name: (name in given["choices"]) == (name in right) for name in asked.option_ids}
    good, n = sum(judged.values()), len(judged)
    return max(NOTHING, Fraction(2 * good, n) - 1), {"statements": n, "right": good}


def pairs_in_order(asked: Content, key: Key, given: Value) -> Judged:
    """Kendall's count of pairs in the right order, corrected: max(0, 2·in order/pairs - 1)."""
    place = {name: at for at, name in enumerate(given["order"])}
    pairs = list(combinations(_options(key).right, 2))
    good = sum(place[first] < place[then] for first, then in pairs)
    return max(NOTHING, Fraction(2 * good, len(pairs)) - 1), {"pairs": len(pairs), "in_order": good}


def same_text(asked: Content, key: Key, given: Value) -> Judged:
    """Exactly one of the accepted texts, after the normalisation that the item declares."""
    assert isinstance(key, TextKey)
    is_right = key.accepts(given["text"])
    return Fraction(is_right), {"right": is_right}


def matched_rows(asked: Content, key: Key, given: Value) -> Judged:
    """The share of rows that have their own option; a wrong one takes nothing away.

    One option may be given to several rows, and earns for one of them at most.
    """
    assert isinstance(key, PairsKey)
    good = sum(given["pairs"].get(row) == option for row, option in key.match.items())
    return Fraction(good, len(key.match)), {"rows": len(key.match), "matched": good}


def marked_lines(asked: Content, key: Key, given: Value) -> Judged:
    """A share for each line that has a flaw; the same is taken away for each that has none."""
    flaws, marked = set(_options(key).right), set(given["lines"])
    found, wrong = len(flaws & marked), len(marked - flaws)
    detail = {"flaws": len(flaws), "found": found, "wrong": wrong}
    if len(marked) > asked.most:
        return NOTHING, detail | {"readable": False}
    return max(NOTHING, Fraction(found - wrong, len(flaws))), detail


def _options(key: Key) -> OptionsKey:
    assert isinstance(key, OptionsKey)
    return key


RULES: Mapping[str, Rule] = {
    "single": one_choice,
    "output": one_choice,
    "multiple": judged_statements,
    "ordering": pairs_in_order,
    "fillin": same_text,
    "matching": matched_rows,
    "scenario": one_choice,
    "hotspot": marked_lines,
}
