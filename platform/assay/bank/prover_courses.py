"""Proofs of what follows: pairs that are observed, courses that are carried out, facts that hold.

matched            what observe() of proof/experiment.py gives for each row is its option's value
proof/consequences.py   <option>(), for each option: carries that course out, and says what followed
proof/facts.py     fact_<name>(), three at least: what the rubric relies on; each must be true
"""

import ast
from typing import Any

from assay.bank.keys import OptionsKey
from assay.bank.package import Package, Proof
from assay.bank.pair_keys import PairsKey
from assay.bank.prover_jobs import SEEDS, UNSTEADY, Failed, Jobs, Seen, need, need_touches, same

CONSEQUENCES, FACTS = "proof/consequences.py", "proof/facts.py"
FACT = "fact_"
FEWEST_FACTS = 3


def matched(item: Package, seen: Any) -> Any:
    """For each row its option's value and no other option's."""
    key, rows = item.key, [row.id for row in item.content.rows]
    assert isinstance(key, PairsKey)
    need(isinstance(seen, dict) and set(seen) == set(rows), f"rows {rows}, observed {seen!r}")
    for name in item.content.option_ids:
        need(name in item.values, f"option {name} has no value")
    for row in rows:
        said = item.values[key.match[row]]
        need(same(seen[row], said), f"row {row}: the key says {said!r}, observed {seen[row]!r}")
        also = [
            name
            for name, value in item.values.items()
            if name != key.match[row] and same(value, seen[row])
        ]
        need(not also, f"row {row}: options {also} hold too")
    return {"observed": seen}


def consequences(item: Package, proof: Proof, jobs: Jobs) -> Any:
    """What is declared of each course follows from it, and from the right one nothing else's."""
    assert isinstance(item.key, OptionsKey)
    (key,), names = item.key.right, item.content.option_ids
    for name in names:
        need(name in item.values, f"option {name} has no value")
    followed = _twice(proof, jobs, CONSEQUENCES, names)
    for name in names:
        value, said = followed[name].value, item.values[name]
        need(same(value, said), f"course {name}: {said!r} is declared, {value!r} followed")
    alike = [name for name in names if name != key and same(item.values[name], item.values[key])]
    need(not alike, f"from courses {alike} follows what follows from the right one")
    return {name: followed[name].value for name in names}


def facts(item: Package, proof: Proof, jobs: Jobs) -> Any:
    """Everything that the rubric relies on is so."""
    names = _facts_in(item)
    need(len(names) >= FEWEST_FACTS, f"fewer than {FEWEST_FACTS} facts: {names}")
    told = _twice(proof, jobs, FACTS, names)
    for name in names:
        need(told[name].value is True, f"{name}() gave {told[name].value!r}")
    return {"hold": [name.removeprefix(FACT) for name in names]}


def _facts_in(item: Package) -> list[str]:
    """By their definitions: the file is not run for them."""
    need(FACTS in item.files, f"{FACTS} is missing")
    try:
        body = ast.parse(item.files[FACTS]).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Failed(f"{FACTS} does not compile: {error}") from error
    names = (one.name for one in body if isinstance(one, ast.FunctionDef))
    return list(dict.fromkeys(name for name in names if name.startswith(FACT)))


def _twice(proof: Proof, jobs: Jobs, file: str, names: Any) -> dict[str, Seen]:
    """What each function gave, twice the same, by code of the packages that are named."""
    need_touches(proof)
    first, again = (jobs.each("predicates", file, names, seed=seed) for seed in SEEDS[:2])
    for name in names:
        need(same(first[name].value, again[name].value), f"{name}() {UNSTEADY}")
        first[name].need_touched(proof.touches, f"{name}()")
    return first
