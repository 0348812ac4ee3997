"""Secrecy and originality: what is shown tells nothing that is hidden, and is our own. Pure."""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from assay.bank.package import Package, below, variants
from assay.bank.reading import grams, shown, unfenced
from assay.bank.secrecy import leaks

PRINTS = Path(__file__).with_name("seed_prints.txt")
PRINT_BYTES = 6
WRONG = ("proof/bad", "hidden/mutants")


def hidden_names(item: Package) -> Iterator[str]:
    """A name of a hidden file, or of a wrong solution, is half of what is in it."""
    text = shown(item)
    mine = {_base(one.name) for one in (*item.content.files, *item.content.visible)}
    names = {_base(name) for part in ("hidden", "proof") for name in below(item.files, part)}
    for base in sorted(names - mine):
        if "." in base and re.search(rf"(?<![\w.-]){re.escape(base)}(?![\w-])", text):
            yield f"{base} is a file of hidden/ or proof/ and stands in what is shown: rename it"
    for name in sorted(place for part in WRONG for place in variants(item.files, part)):
        if "-" in name and name in text:
            yield f"{name} is a wrong solution’s name and stands in what is shown: rename it"


def told(item: Package) -> Iterator[str]:
    """The proof is refused for the same; here it is told before anything is run."""
    for found in leaks(item):
        yield f"{found}: take it out"


def seeded(item: Package) -> Iterator[str]:
    """A sentence of the interview's list of questions can be looked up, with its answer."""
    texts = [unfenced(item.content.stem), *(option.text for option in item.content.options)]
    texts += [file.text for file in item.content.files if file.name.endswith(".md")]
    for gram in dict.fromkeys(gram for text in texts for gram in grams(text)):
        if print_of(gram) in prints():
            yield f"a sentence is that of a list in public: say it in your own words: {gram!r}"
            return


def print_of(gram: str) -> str:
    """Twelve hexadecimal digits of seven words."""
    return blake2b(gram.encode(), digest_size=PRINT_BYTES).hexdigest()


@cache
def prints() -> frozenset[str]:
    """Those of the list of questions that the library began with; the file says how made."""
    lines = PRINTS.read_text("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


SECRECY_LINTS = (hidden_names, told, seeded)


def _base(path: str) -> str:
    return path.rpartition("/")[2]
