"""Reads what the mail server delivered; waits for a letter by its arrival, not by sleeping."""

import re
import time
from dataclasses import dataclass, field

from tools import loopback

LINK = re.compile(r"https?://[^\s<>\"]+")


class NoLetter(Exception):
    """Nothing came in time."""


@dataclass(frozen=True)
class Letter:
    number: int
    subject: str
    text: str

    def link(self, to: str) -> str:
        """The first link whose address holds these letters."""
        for found in LINK.findall(self.text):
            if to in found:
                return str(found)
        raise NoLetter(f"“{self.subject}” has no link to {to}")


@dataclass
class Post:
    """The mail sink's pages for programs: `/messages?to=…&after=…&wait=…`."""

    url: str
    _read: dict[str, int] = field(default_factory=dict)

    def wait(self, *, to: str, about: str = "", seconds: float = 60) -> Letter:
        """The next unread letter to this address whose subject holds `about`."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            for letter in self._after(to, wait=min(left, 25)):
                self._read[to] = letter.number
                if about in letter.subject:
                    return letter
        raise NoLetter(f"no letter to {to} about “{about}” in {seconds:.0f} s")

    def _after(self, to: str, *, wait: float) -> list[Letter]:
        wanted: dict[str, str | float] = {"to": to, "after": self._read.get(to, 0), "wait": wait}
        with loopback.client(self.url, timeout=wait + 10) as client:
            answer = client.get("/messages", params=wanted)
        answer.raise_for_status()
        return [
            Letter(number=one["number"], subject=one["subject"], text=one["text"])
            for one in answer.json()["messages"]
        ]
