"""Where in an item.toml a field stands, so that an error can name its line. Pure."""

import re
from collections.abc import Sequence


def line_said(message: str) -> int | None:
    """The line that tomllib's own message names."""
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else None


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line of the field under this path, or of the nearest thing around it.

    Knows the shapes that an item.toml has: `name = …`, `[table]`, and the n-th `[[table]]`.
    """
    lines = text.splitlines()
    at, end = 0, len(lines)
    found: int | None = None
    for place, part in enumerate(path):
        if isinstance(part, int):
            continue
        number = path[place + 1] if place + 1 < len(path) else None
        here = _table(lines, part, number if isinstance(number, int) else 0)
        if here is None:
            here = _field(lines, part, at, end)
        else:
            at, end = here + 1, _next_table(lines, here + 1)
        if here is None:
            break
        found = here + 1
    return found


def _table(lines: Sequence[str], name: str, number: int) -> int | None:
    header = re.compile(rf"\[{{1,2}}{re.escape(name)}\]{{1,2}}\s*(#.*)?")
    found = [at for at, line in enumerate(lines) if header.fullmatch(line.strip())]
    return found[number] if number < len(found) else None


def _field(lines: Sequence[str], name: str, at: int, end: int) -> int | None:
    begins = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    return next((here for here in range(at, end) if begins.match(lines[here])), None)


def _next_table(lines: Sequence[str], at: int) -> int:
    return next((here for here in range(at, len(lines)) if lines[here].startswith("[")), len(lines))
