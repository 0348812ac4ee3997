"""Reader: takes a JSON object apart field by field and gathers what is wrong. Pure."""

import unicodedata
from collections.abc import Sequence
from typing import Any
from uuid import UUID

NOBODY = UUID(int=0)


class Reader:
    """One JSON object. A wrong field is told of in `errors` and read as something harmless, so that
    one pass finds every error; whoever reads must look at `errors` before using what was read."""

    def __init__(self, data: object, at: str = "", errors: dict[str, str] | None = None) -> None:
        self.at = at
        self.errors: dict[str, str] = {} if errors is None else errors
        self._taken: set[str] = set()
        self._data: dict[str, Any] = {}
        if isinstance(data, dict):
            self._data = data
        else:
            self.errors[at.rstrip("-") or "sections"] = "This is not an object."

    def _take(self, name: str) -> Any:
        self._taken.add(name)
        return self._data.get(name)

    def _wrong(self, name: str, message: str) -> None:
        self.errors.setdefault(self.at + name, message)

    def many(self, name: str, *, at_most: int) -> list["Reader"]:
        rows = self._take(name)
        if not isinstance(rows, list):
            self._wrong(name, "This is not a list.")
            rows = []
        if len(rows) > at_most:
            self._wrong(name, f"At most {at_most} of these.")
            rows = []
        return [Reader(row, f"{self.at}{name}-{i}-", self.errors) for i, row in enumerate(rows)]

    def line(self, name: str, *, at_most: int) -> str:
        text = self._take(name)
        problem = line_problem(text, at_most=at_most)
        if problem:
            self._wrong(name, problem)
            return ""
        return str(text).strip()

    def number(self, name: str, least: int, most: int) -> int:
        value = self._take(name)
        if type(value) is int and least <= value <= most:
            return value
        self._wrong(name, f"Give a whole number from {least} to {most}.")
        return least

    def optional_number(self, name: str, least: int, most: int) -> int | None:
        return None if self._take(name) is None else self.number(name, least, most)

    def flag(self, name: str) -> bool:
        """True or false; what is not said is false."""
        value = self._take(name)
        if value is not None and type(value) is not bool:
            self._wrong(name, "Say true or false.")
        return value is True

    def one_of(self, name: str, known: Sequence[str], *, or_none: bool = False) -> str | None:
        value = self._take(name)
        if value in known or (or_none and value is None):
            return value  # type: ignore[no-any-return]
        self._wrong(name, "Choose one of: " + ", ".join(known) + ".")
        return None

    def some_of(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """In the order of `known`, each once; nothing means any."""
        values = self._take(name) or []
        if not isinstance(values, list) or any(value not in known for value in values):
            self._wrong(name, "Choose from: " + ", ".join(known) + ".")
            return ()
        return tuple(value for value in known if value in values)

    def uuid(self, name: str) -> UUID:
        value = self._take(name)
        try:
            return UUID(value)
        except (ValueError, AttributeError, TypeError):
            self._wrong("item", "Choose a question.")
            return NOBODY

    def nothing_else(self) -> None:
        for name in self._data.keys() - self._taken:
            self._wrong(str(name), "This is not known here.")


def line_problem(text: object, *, at_most: int) -> str | None:
    """Why this can't be one visible line of text (a name, a title), or None where it can."""
    if not isinstance(text, str) or not text.strip():
        return "Write something here."
    if len(text.strip()) > at_most:
        return f"Keep it to {at_most} characters."
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text.strip()):
        return "Keep it to one line of plain text."
    return None
