"""What each kind of proof asks for; a rule gives what was seen, or raises Failed. See prover.py."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from assay.bank.keys import OptionsKey, TextKey, normalised
from assay.bank.package import Package, Proof
from assay.bank.prover_jobs import Failed, Jobs, plain

PROGRAM = "given/program.py"
EXPERIMENT = "proof/experiment.py"
PREDICATES = "proof/predicates.py"
ATTEMPT = "proof/attempt.py"
SEEDS = ("0", "1", "2")
UNSTABLE = re.compile(r"0x[0-9a-f]{6,}|\b20\d\d-\d\d-\d\d\b")
MOST_STEPS = 6
FEWEST_REJECTED = 3


def program(item: Package, proof: Proof, jobs: Jobs) -> Any:
    key = _one(item)
    outputs = {jobs.output(PROGRAM, seed=seed) for seed in SEEDS}
    need(len(outputs) == 1, "the output depends on the hash seed")
    (output,) = outputs
    need(not UNSTABLE.search(output), "the output holds an address or a date")
    need(
        output == plain(_value(item, key)),
        f"the key says {item.values[key]!r}, the program says {output!r}",
    )
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
    key = _one(item)
    seen = _observed(proof, jobs)
    need(seen == _value(item, key), f"the key says {item.values[key]!r}, observed {seen!r}")
    same = [name for name in item.content.option_ids if name != key and _value(item, name) == seen]
    need(not same, f"distractors {same} hold too")
    return {"observed": seen}


def predicates(item: Package, proof: Proof, jobs: Jobs) -> Any:
    key, names = _options(item).right, item.content.option_ids
    _touches(proof)
    answers = [jobs.ask("predicates", PREDICATES, seed=seed, names=names) for seed in SEEDS[:2]]
    for name in names:
        first, again = (answer[name] for answer in answers)
        need(first["value"] == again["value"], f"predicate {name} depends on the hash seed")
        need(isinstance(first["value"], bool), f"predicate {name} gave {first['value']!r}")
        _need_touched(proof, first["touched"], f"predicate {name}")
        need(
            first["value"] == (name in key),
            f"option {name}: the key says {name in key}, execution says {first['value']}",
        )
    return {name: answers[0][name]["value"] for name in names}


def sequence(item: Package, proof: Proof, jobs: Jobs) -> Any:
    seen = _observed(proof, jobs)
    need(seen == list(_options(item).right), f"the key is {_options(item).right}, observed {seen}")
    return {"observed": seen}


def permutations(item: Package, proof: Proof, jobs: Jobs) -> Any:
    names = list(item.content.option_ids)
    need(len(names) <= MOST_STEPS, f"more than {MOST_STEPS} steps: too many orders to try")
    _touches(proof)
    told = jobs.ask("orders", EXPERIMENT, names=names)
    _need_touched(proof, told["touched"], "the experiment")
    key = list(_options(item).right)
    need(told["value"] == [key], f"the key is {key}, these orders work: {told['value'][:5]}")
    return {"works": key}


def fillin(item: Package, proof: Proof, jobs: Jobs) -> Any:
    key = item.key
    assert isinstance(key, TextKey)
    accept = sorted({normalised(text, key.normalise) for text in key.accept})
    reject = sorted({normalised(text, key.normalise) for text in key.reject})
    need(not set(accept) & set(reject), "a text is accepted and rejected")
    need(len(reject) >= FEWEST_REJECTED, f"fewer than {FEWEST_REJECTED} rejected texts")
    _touches(proof)
    told = jobs.ask("works", ATTEMPT, answers=[*accept, *reject])
    bad = [text for text in accept if told[text]["value"] is not True]
    need(not bad, f"accepted, but does not work: {bad}")
    good = [text for text in reject if told[text]["value"] is not False]
    need(not good, f"rejected, but works: {good}")
    for text in accept:
        _need_touched(proof, told[text]["touched"], f"the attempt with {text!r}")
    return {"works": accept, "fails": reject}


RULES: Mapping[str, Callable[[Package, Proof, Jobs], Any]] = {
    "program": program,
    "experiment": experiment,
    "predicates": predicates,
    "sequence": sequence,
    "permutations": permutations,
    "fillin": fillin,
}


def need(condition: bool, why: str) -> None:
    if not condition:
        raise Failed(why)


def _observed(proof: Proof, jobs: Jobs) -> Any:
    """What observe() returns, the same under two hash seeds."""
    _touches(proof)
    told = [jobs.ask("observe", EXPERIMENT, seed=seed) for seed in SEEDS[:2]]
    _need_touched(proof, told[0]["touched"], "the experiment")
    need(told[0]["value"] == told[1]["value"], "what is observed depends on the hash seed")
    return told[0]["value"]


def _touches(proof: Proof) -> None:
    need(bool(proof.touches), "touches names no package: the proof could be idle")


def _need_touched(proof: Proof, touched: list[str], where: str) -> None:
    missing = sorted(set(proof.touches) - set(touched))
    need(not missing, f"{where} ran no code of {missing}")


def _options(item: Package) -> OptionsKey:
    assert isinstance(item.key, OptionsKey)
    return item.key


def _one(item: Package) -> str:
    need(len(_options(item).right) == 1, "one option must be the key")
    return _options(item).right[0]


def _value(item: Package, name: str) -> Any:
    """As JSON has it, so that a tuple and a list, 1 and 1.0, are the same."""
    need(name in item.values, f"option {name} has no value")
    return json.loads(json.dumps(item.values[name]))
