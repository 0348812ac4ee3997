"""One try over the line. It is right; leave it as it is."""

from dataclasses import dataclass, field


@dataclass
class Answer:
    status: int
    headers: dict = field(default_factory=dict)
    body: str = ""


class NotSent(Exception):
    """No connection came about."""


class TimedOut(Exception):
    """It was sent, and no answer came in time."""
