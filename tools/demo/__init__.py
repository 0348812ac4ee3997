"""The main job on this machine, through the front doors only: main()."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.demo.journey import Journey
from tools.demo.oracle import Oracle
from tools.demo.post import Post
from tools.demo.show import Broken, Show

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "platform" / "assay" / "library"
FOLDER = ROOT / "var" / "demo"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where Assay runs, and what its set-up took, by stage."""

    base_url: str
    mail_url: str
    set_up: Mapping[str, float]
    folder: Path = FOLDER


def play(place: Place, show: Show | None = None) -> Journey:
    """The main job once; Broken names the step that failed. Writes PDFs and summary.json."""
    show = show or Show()
    journey = Journey(
        base_url=place.base_url,
        post=Post(place.mail_url),
        oracle=Oracle(LIBRARY),
        folder=place.folder,
        show=show,
    )
    place.folder.mkdir(parents=True, exist_ok=True)
    for old in place.folder.glob("*.pdf"):
        old.unlink()
    began = time.monotonic()
    broken: Broken | None = None
    try:
        journey.run()
    except Broken as error:
        broken = error
        raise
    finally:
        told = summary(journey, place, seconds=time.monotonic() - began, broken=broken)
        text = json.dumps(told, indent=2, ensure_ascii=False)
        (place.folder / "summary.json").write_text(text + "\n", "utf-8")
    return journey


def summary(
    journey: Journey, place: Place, *, seconds: float, broken: Broken | None = None
) -> dict[str, Any]:
    """What summary.json holds; set-up and main job are told apart."""
    return {
        "address": place.base_url,
        "mail": place.mail_url,
        "passed": broken is None,
        "broken_step": str(broken) if broken else None,
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "seconds": {
            "set_up": {**place.set_up, "all": round(sum(place.set_up.values()), 2)},
            "main_job": {**journey.show.seconds, "all": round(seconds, 2)},
        },
        "organisations": [journey.slug, journey.neighbour_slug],
        "candidates": [row.told() for row in journey.rows],
    }


def tell(journey: Journey, place: Place) -> None:
    """The table, the address, the log-ins of this run, and what to click."""
    show, cast = journey.show, journey.cast
    show.table([row.told() for row in journey.rows])
    say = show.console.print
    say(f"\nAssay is at [bold]{place.base_url}[/]; its mail at [bold]{place.mail_url}[/]\n")
    for person, does in (
        (cast.manager, "hiring manager: Assessments, then Candidates, then a name"),
        (cast.recruiter, "recruiter: Assembly, Preview, Invite candidates"),
        (cast.owner, "owner: Members"),
        (cast.neighbour, "another organisation, which sees none of it"),
    ):
        say(f"  {person.email}  [bold]{person.password}[/]  {does}", highlight=False)
    absent = next(one for one in cast.sheet if one.email in journey.links and not _sat(journey, one))
    say(f"\nSit as {absent.name}: {journey.links[absent.email]}", highlight=False, soft_wrap=True)
    say(f"Reports and summary.json: {place.folder}", highlight=False, soft_wrap=True)


def _sat(journey: Journey, candidate: Any) -> bool:
    return any(row.candidate == candidate.name and row.score for row in journey.rows)
