"""The main job on this machine, through the front doors only: run()."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import platform
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.demo.crowd import bring
from tools.demo.journey import Journey
from tools.demo.oracle import Oracle
from tools.demo.post import Post
from tools.demo.show import Show, StepFailed
from tools.services import Part
from tools.serving import STATE, keep_serving, stack_for
from tools.stack import InUse

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


def run(arguments: Sequence[str]) -> int:
    """`./run demo [--exit]`: a fresh installation, the main job, then it is served."""
    parser = argparse.ArgumentParser(prog="./run demo", description=run.__doc__)
    parser.add_argument("--exit", action="store_true", help="stop after the main job, with 0")
    chosen = parser.parse_args(arguments)
    show = Show()
    state = STATE / "demo"
    clear(state)
    try:
        with stack_for(state, say=show.note) as stack:
            place = Place(
                base_url=stack.base_url, mail_url=stack.mail_url, set_up=_set_up(stack.seconds)
            )
            journey = play(place, show)
            with show.step("crowd", "Sixty more candidates, in three more assessments"):
                recruiter = journey.cast.recruiter.email
                bring(stack.environment(Part.APP), journey.slug, recruiter, journey.oracle)
            tell(journey, place)
            if not chosen.exit:
                show.console.print("\nIt keeps running; Ctrl-C ends it.")
                keep_serving(stack)
    except StepFailed as broken:
        show.console.print(
            f"[red]This step failed:[/] {broken}\n{broken.__cause__}", highlight=False
        )
        return 1
    return 0


def clear(state: Path) -> None:
    """Each demo begins with nothing; one that still runs on this folder is left alone (InUse)."""
    if not state.exists():
        return
    with (state / "stack").open("w") as claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(f"A demo already runs on {state}.") from None
        for entry in state.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)


def _set_up(stages: Mapping[str, float]) -> dict[str, float]:
    """The bootstrap's seconds, which it hands on, and the stack's."""
    told = os.environ.get("ASSAY_SETUP_SECONDS")
    return {**({"environment": float(told)} if told else {}), **stages}


def play(place: Place, show: Show | None = None) -> Journey:
    """The main job once; StepFailed names the step that failed. Writes PDFs and summary.json."""
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
    broken: StepFailed | None = None
    try:
        journey.run()
    except StepFailed as error:
        broken = error
        raise
    finally:
        told = summary(journey, place, seconds=time.monotonic() - began, broken=broken)
        text = json.dumps(told, indent=2, ensure_ascii=False)
        (place.folder / "summary.json").write_text(text + "\n", "utf-8")
    return journey


def summary(
    journey: Journey, place: Place, *, seconds: float, broken: StepFailed | None = None
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
    absent = next(
        one for one in cast.sheet if one.email in journey.links and not _sat(journey, one)
    )
    say(f"\nSit as {absent.name}: {journey.links[absent.email]}", highlight=False, soft_wrap=True)
    say(f"Reports and summary.json: {place.folder}", highlight=False, soft_wrap=True)


def _sat(journey: Journey, candidate: Any) -> bool:
    return any(row.candidate == candidate.name and row.score for row in journey.rows)
