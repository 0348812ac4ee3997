"""Every sabotage of a good item is refused, for the one reason that it is wrong for.

With the real runner. The folder is read, then proved; what lints say of it has tests of its own.
"""

import os
from contextlib import closing

import pytest

from assay.bank import package
from assay.bank.package import Refused
from assay.bank.prover import lane_of, prove_all
from assay.bank.secrecy import leaks
from tests.bank.items import toml, write
from tests.bank.sabotages import BASES, SABOTAGES, Sabotage
from workers.sandbox.engine import Sandbox

FEWEST = 50
HELD = [of for of in BASES if of != "mutants"]
"""A suite takes minutes on two cores: that one holds is seen of those that ship."""


def read(library, name, one):
    """The spoilt item's package, or why nothing of it is run."""
    told, stem, others = BASES[one.of]
    told = {"id": name.replace(" ", "-").replace("'", ""), **told, **one.changed}
    folder = library / told["responsibility"] / told["id"]
    texts = {"stem.md": stem, **others, **one.files, "item.toml": toml(told)}
    for path, text in texts.items():
        if text is not None:
            write(folder / path, text)
    try:
        item, *_ = package.load_folder(folder)
    except Refused as refused:
        return [problem.message for problem in refused.problems]
    return list(leaks(item)) or item


def refusals(library, sabotages):
    """Name -> every sentence that refuses it; those that must be run are proved together."""
    found = {name: read(library, name, one) for name, one in sabotages.items()}
    items = {name: one for name, one in found.items() if not isinstance(one, list)}
    cores = os.cpu_count() or 1
    with closing(Sandbox(warm=cores, reuse=True)) as runner:
        proved = prove_all(items.values(), runner, lane_of(runner), at_once=cores)
        told = {
            name: [part.why for part in one.parts if not part.ok]
            for name, one in zip(items, proved, strict=True)
        }
    return found | told


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    unspoilt = {f"base {of}": Sabotage(of, "") for of in HELD}
    return refusals(tmp_path_factory.mktemp("library"), {**SABOTAGES, **unspoilt})


@pytest.mark.parametrize("base", HELD)
def test_what_is_spoilt_holds_before(told, base):
    assert told[f"base {base}"] == []


@pytest.mark.parametrize("name", SABOTAGES)
def test_it_is_refused_for_the_right_reason(told, name):
    (sentence,) = told[name]
    assert SABOTAGES[name].says in sentence


def test_they_are_many_and_of_every_base():
    assert len(SABOTAGES) >= FEWEST
    assert {one.of for one in SABOTAGES.values()} == set(BASES)
