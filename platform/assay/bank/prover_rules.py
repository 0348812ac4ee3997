"""What each kind of proof asks for; a rule gives what was seen, or raises Failed. See prover.py."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from assay.bank.keys import OptionsKey, TextKey, normalised
from assay.bank.package import Package, Proof
from assay.bank.pair_keys import PairsKey
from assay.bank.prover_courses import consequences, facts, matched
from assay.bank.prover_exploits import exploits
from assay.bank.prover_jobs import SEEDS, UNSTEADY, Jobs, Seen, need, need_touches, plain, same

PROGRAM = "given/program.py"
EXPERIMENT = "proof/experiment.py"
PREDICATES = "proof/predicates.py"
ATTEMPT = "proof/attempt.py"
UNSTABLE = re.compile(r"0x[0-9a-f]{6,}|\b20\d\d-\d\d-\d\d\b")
MOST_STEPS = 6
FEWEST_REJECTED = 3


def program(item: Package, proof: Proof, jobs: Jobs) -> Any:
    key = _one(item)
    said = plain(_value(item, key))
    outputs = {jobs.output(PROGRAM, seed=seed) for seed in SEEDS}
    need(len(outputs) == 1, "the output is not the same in every run (three hash seeds)")
    (output,) = outputs
    need(not UNSTABLE.search(output), "the output holds an address or a date")
    need(output == said, f"the key says {said!r}, the program says {output!r}")
    wrong = [name for name in item.content.option_ids if name != key]
    for name in wrong:
        need(plain(_value(item, name)) != output, f"distractor {name} equals the output")
    beliefs = {name: _belief(item, jobs, name) for name in wrong}
    return {"output": output, "beliefs": beliefs}


def _belief(item: Package, jobs: Jobs, name: str) -> str:
    """What is printed by the program that embodies this distractor."""
    output = jobs.output(f"proof/mistakes/{name}.py")
    value = plain(item.values[name])
    need(output == value, f"mistake {name} prints {output!r}, the option says {value!r}")
    return output


def experiment(item: Package, proof: Proof, jobs: Jobs) -> Any:
    if isinstance(item.key, PairsKey):
        return matched(item, _observed(proof, jobs))
    key = _one(item)
    said = _value(item, key)
    seen = _observed(proof, jobs)
    need(same(seen, said), f"the key says {said!r}, observed {seen!r}")
    also = [
        name for name in item.content.option_ids if name != key and same(_value(item, name), seen)
    ]
    need(not also, f"distractors {also} hold too")
    return {"observed": seen}


def predicates(item: Package, proof: Proof, jobs: Jobs) -> Any:
    key, names = _options(item).right, item.content.option_ids
    need_touches(proof)
    first, again = (jobs.each("predicates", PREDICATES, names, seed=seed) for seed in SEEDS[:2])
    for name in names:
        value = first[name].value
        need(same(value, again[name].value), f"predicate {name} {UNSTEADY}")
        need(isinstance(value, bool), f"predicate {name} gave {value!r}")
        first[name].need_touched(proof.touches, f"predicate {name}")
        need(
            value == (name in key),
            f"option {name}: the key says {name in key}, execution says {value}",
        )
    return {name: first[name].value for name in names}


def sequence(item: Package, proof: Proof, jobs: Jobs) -> Any:
    seen, key = _observed(proof, jobs), list(_options(item).right)
    need(same(seen, key), f"the key is {key}, observed {seen}")
    return {"observed": seen}


def permutations(item: Package, proof: Proof, jobs: Jobs) -> Any:
    names, key = list(item.content.option_ids), list(_options(item).right)
    need(len(names) <= MOST_STEPS, f"more than {MOST_STEPS} steps: too many orders to try")
    works = _steady(proof, [jobs.one("orders", EXPERIMENT, seed=s, names=names) for s in SEEDS[:2]])
    need(same(works, [key]), f"the key is {key}, these orders work: {str(works)[:200]}")
    return {"works": key}


def fillin(item: Package, proof: Proof, jobs: Jobs) -> Any:
    key = item.key
    assert isinstance(key, TextKey)
    accept = sorted({normalised(text, key.normalise) for text in key.accept})
    reject = sorted({normalised(text, key.normalise) for text in key.reject})
    need(not set(accept) & set(reject), "a text is accepted and rejected")
    need(len(reject) >= FEWEST_REJECTED, f"fewer than {FEWEST_REJECTED} rejected texts")
    need_touches(proof)
    texts = [*accept, *reject]
    told, again = (jobs.each("works", ATTEMPT, texts, seed=seed) for seed in SEEDS[:2])
    for text in texts:
        need(isinstance(told[text].value, bool), f"works({text!r}) gave {told[text].value!r}")
        need(same(told[text].value, again[text].value), f"works({text!r}) {UNSTEADY}")
    bad = [text for text in accept if not told[text].value]
    need(not bad, f"accepted, but does not work: {bad}")
    good = [text for text in reject if told[text].value]
    need(not good, f"rejected, but works: {good}")
    for text in accept:
        told[text].need_touched(proof.touches, f"the attempt with {text!r}")
    return {"works": accept, "fails": reject}


RULES: Mapping[str, Callable[[Package, Proof, Jobs], Any]] = {
    "program": program,
    "experiment": experiment,
    "predicates": predicates,
    "sequence": sequence,
    "permutations": permutations,
    "fillin": fillin,
    "exploits": exploits,
    "consequences": consequences,
    "facts": facts,
}


def _observed(proof: Proof, jobs: Jobs) -> Any:
    """What observe() returns, twice the same."""
    return _steady(proof, [jobs.one("observe", EXPERIMENT, seed=seed) for seed in SEEDS[:2]])


def _steady(proof: Proof, runs: list[Seen]) -> Any:
    need_touches(proof)
    runs[0].need_touched(proof.touches, "the experiment")
    need(same(runs[0].value, runs[1].value), f"what is observed {UNSTEADY}")
    return runs[0].value


def _options(item: Package) -> OptionsKey:
    assert isinstance(item.key, OptionsKey)
    return item.key


def _one(item: Package) -> str:
    (name,) = _options(item).right
    return name


def _value(item: Package, name: str) -> Any:
    need(name in item.values, f"option {name} has no value")
    return item.values[name]
