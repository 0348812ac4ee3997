"""What is still to be written in an item that was begun from a skeleton. Pure."""

import re
from collections.abc import Iterator, Mapping

from assay.bank.folder import Problem

GAP = re.compile(r"FILL IN: (?P<words>[^\"\n]*)")
"""How a gap is marked, in whatever file; what is to stand there follows in words."""
ENDS = " ->*/"
"""What may close a comment behind the words."""


def gaps(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Each gap, by its file and line."""
    for name, data in files.items():
        for number, line in enumerate(data.decode().split("\n"), start=1):
            for found in GAP.finditer(line):
                words = found["words"].rstrip(ENDS)
                yield Problem(file=name, line=number, message=f"still to be written: {words}")
