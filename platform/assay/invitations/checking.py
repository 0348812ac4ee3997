"""check(): every row of an opened file, sorted into who can be invited and who can't. Pure.

Written as it goes, so that nothing is held but the addresses that were seen.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from assay.invitations.columns import MEANINGS, Fault, Person, read, to_line
from assay.invitations.csv_import import neutral
from assay.invitations.files import Cells, Opened

LOTS = 500
"""Rows whose addresses are looked up at once."""
BOM = "\ufeff"
"""Excel reads UTF-8 only where the text begins with this."""

Invited = Callable[[Sequence[str]], set[str]]
"""Addresses in small letters → those of them that are invited already."""


@dataclass(kw_only=True)
class Counts:
    """Each row counts once."""

    fine: int = 0
    faulty: int = 0
    known: int = 0
    """Invited to this assessment already."""
    twice: int = 0
    """Whose address stands further up in the file."""

    @property
    def all(self) -> int:
        return self.fine + self.faulty + self.known + self.twice


def check(
    file: Opened, columns: Sequence[str], *, invited: Invited, fine: TextIO, wrong: TextIO
) -> Counts:
    """Count the rows; `fine` gets a line of JSON a person, `wrong` a CSV with what is wrong."""
    counts, seen = Counts(), dict[str, int]()
    out = csv.writer(wrong)
    wrong.write(BOM)
    out.writerow(["row", "what is wrong", *map(neutral, file.headings)])

    def tell(cells: Cells, *sentences: str) -> None:
        out.writerow([cells[0], " ".join(sentences), *map(neutral, cells[1])])

    for lot in _lots(file.rows):
        told = [(cells, read(*cells, columns)) for cells in lot]
        known = invited([p.row.email.lower() for _, p in told if isinstance(p, Person)])
        for cells, found in told:
            if not isinstance(found, Person):
                counts.faulty += 1
                tell(cells, *map(sentence, found))
                continue
            email = found.row.email.lower()
            first = seen.setdefault(email, cells[0])
            if first != cells[0]:
                counts.twice += 1
                tell(cells, f"This address stands in row {first} already.")
            elif email in known:
                counts.known += 1
                tell(cells, "Is invited to this assessment already.")
            else:
                counts.fine += 1
                fine.write(to_line(found) + "\n")
    return counts


def sentence(fault: Fault) -> str:
    """`E-mail: …`, for people."""
    return f"{MEANINGS.get(fault.column, 'Row')}: {fault.message}"


def _lots(rows: Iterable[Cells]) -> Iterator[list[Cells]]:
    rows = iter(rows)
    while lot := list(islice(rows, LOTS)):
        yield lot
