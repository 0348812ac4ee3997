"""Says each step as it happens, and the table at the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table


class StepFailed(Exception):
    """A step failed; its name is the message."""


@dataclass
class Show:
    """A line per step: what is done, then how long it took. `seconds` keeps the stages' times."""

    console: Console = field(default_factory=Console)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, stage: str, words: str) -> Iterator[None]:
        """One step; whatever goes wrong in it is told under its name."""
        began = time.monotonic()
        try:
            with self.console.status(words):
                yield
        except Exception as error:
            self.console.print(f"[red]✗[/] {words}", highlight=False)
            raise StepFailed(words) from error
        took = time.monotonic() - began
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + took, 2)
        self.console.print(f"[green]✓[/] {words} [dim]{took:.1f} s[/]", highlight=False)

    def note(self, words: str) -> None:
        self.console.print(f"  [dim]{words}[/]", highlight=False)

    def table(self, rows: list[dict[str, str]]) -> None:
        table = Table(title="What came of it", title_justify="left")
        names = ("candidate", "score", "band", "status", "report")
        for name in names:
            table.add_column(name.capitalize(), overflow="fold")
        for row in rows:
            told = {**row, "report": Path(row["report"]).name}
            table.add_row(*(told[name] for name in names))
        self.console.print(table)
