"""page(): what a library covers, as Markdown, by responsibility, level and kind. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assay.bank.content import KINDS, PURE_KINDS
from assay.bank.evidence import Lock
from assay.bank.package import Package
from assay.bank.responsibilities import RESPONSIBILITIES

LEVELS = ("junior", "mid", "senior")
SHORT = frozenset(PURE_KINDS) - {"hotspot"}
HEAD = """\
# The library

Made by `flask bank coverage`: {items} items, {proved} of them proved as they are. Short questions
take a minute or three; hands-on ones are answered by files, which are run, by lines of a review, or
by a text, which a person marks.
"""


def page(items: Sequence[Package], lock: Lock) -> str:
    """The whole page, ending with a line's end."""
    proved = sum(lock.of(one.id, one.digest) is not None for one in items)
    parts = [
        HEAD.format(items=len(items), proved=proved),
        "## By responsibility and level\n",
        _table(_by_area(items)),
        "## By kind and level\n",
        _table(_by_kind(items)),
        "## By question of the interview\n",
        "How many items stand on each question of the interview that the library began with.\n",
        _seeds(items),
    ]
    return "\n".join(parts)


def _by_area(items: Sequence[Package]) -> Iterator[list[str]]:
    yield ["responsibility", *(f"{level}, short" for level in LEVELS),
           *(f"{level}, hands-on" for level in LEVELS), "all"]  # fmt: skip
    cells = Counter((one.responsibility, one.level, one.kind in SHORT) for one in items)
    wanted = [(level, short) for short in (True, False) for level in LEVELS]
    for slug, name in RESPONSIBILITIES:
        counts = [cells[slug, level, short] for level, short in wanted]
        yield [name, *_numbers(counts)]
    sums = [sum(cells[slug, *cell] for slug, _ in RESPONSIBILITIES) for cell in wanted]
    yield ["all", *_numbers(sums)]


def _by_kind(items: Sequence[Package]) -> Iterator[list[str]]:
    yield ["kind", *LEVELS, "all"]
    cells = Counter((one.kind, one.level) for one in items)
    for kind in KINDS:
        yield [kind, *_numbers([cells[kind, level] for level in LEVELS])]


def _numbers(counts: Sequence[int]) -> list[str]:
    """Each of them and their sum; nothing for none."""
    return [str(count or "") for count in (*counts, sum(counts))]


def _table(rows: Iterator[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---", *("---:" for _ in head[1:])], *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _seeds(items: Sequence[Package]) -> str:
    counts = Counter(seed for one in items for seed in one.seed)
    named = sorted(counts, key=lambda name: (name[0], int(name[1:])))
    return ", ".join(f"{name} ({counts[name]})" for name in named) + "\n"
