"""`flask bank prove`: run items' proofs, and keep what was seen in the evidence lock."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from assay.bank import evidence, package
from assay.bank.commands import json_option, library_option
from assay.bank.evidence import Damaged, Lock
from assay.bank.folder import Refused
from assay.bank.package import Package
from assay.bank.prover import Proved
from workers import lanes
from workers.lane_commands import prove_in
from workers.proving import proved


@click.command()
@click.argument("wanted", nargs=-1, metavar="[ITEM]...")
@library_option
@click.option("--changed", is_flag=True, help="Only items that are not in the lock as they are.")
@click.option("--keep", is_flag=True, help="Write the evidence lock; else only compare with it.")
@click.option("--lane", type=click.Choice(lanes.NAMES), help="With another version of Flask.")
@json_option
def prove(
    wanted: tuple[str, ...],
    folder: Path,
    changed: bool,
    keep: bool,
    lane: str | None,
    as_json: bool,
) -> None:
    """Prove items of a library, all where none is named.

    1 where one does not hold, or the lock is of other files. In a lane: where one does not hold
    that says it would; the lock is neither looked at nor written.
    """
    if lane:
        if keep or changed:
            raise click.UsageError("A lane makes no evidence: leave out --keep and --changed.")
        prove_in(lane, *items_of(folder, wanted), as_json=as_json)
        return
    kept = _kept(folder, anew=keep and not (wanted or changed))
    items, refused = items_of(folder, wanted)
    chosen = [one for one in items if not (changed and kept.of(one.id, one.digest))]
    seen, lines = [], []
    for told in proved(chosen):
        seen.append(told)
        lines.append(_line(told, in_lock=keep or _is_kept(told, kept)))
        if not as_json:
            click.echo(_words(lines[-1]))
    if keep:
        evidence.write(folder, _renewed(*_now(folder, kept), seen))
    _end(lines, refused, as_json, empty=not items)


def _kept(folder: Path, *, anew: bool) -> Lock:
    """The lock as it stands; a damaged one is in nobody's way where all of it is made anew."""
    try:
        return evidence.read(folder)
    except Damaged as error:
        if anew:
            return Lock()
        raise click.ClickException(str(error)) from error


def items_of(folder: Path, wanted: Sequence[str]) -> tuple[list[Package], list[Refused]]:
    """(items, what is none) of those that are asked for: by id, or all variants by their folder.

    2 where there is nothing of a name.
    """
    found = [(one, _names(one)) for one in package.load_all(folder)]
    if unknown := sorted(set(wanted).difference(*(names for _, names in found))):
        raise click.BadParameter(f"{', '.join(unknown)}: no such item", param_hint="ITEM")
    asked = [one for one, names in found if not wanted or names & set(wanted)]
    items = [one for one in asked if isinstance(one, Package)]
    return items, [one for one in asked if isinstance(one, Refused)]


def _names(one: Package | Refused) -> set[str]:
    return {one.id, one.slug} if isinstance(one, Package) else {one.folder.name}


def _now(folder: Path, kept: Lock) -> tuple[Lock, list[Package]]:
    """(lock, items) as they stand now: proofs take minutes, and others keep theirs meanwhile."""
    items, _ = items_of(folder, ())
    try:
        return evidence.read(folder), items
    except Damaged:
        return kept, items


def _is_kept(told: Proved, kept: Lock) -> bool:
    return kept.of(told.package.id, told.package.digest) is not None


def _renewed(before: Lock, items: Sequence[Package], seen: Sequence[Proved]) -> Lock:
    """What was proved now, and what stands from before of items that are still there.

    A folder that was changed meanwhile keeps its old lines, which vouch for nothing until it is as
    it was. Where nothing but the time that it took is new, the old lines stay.
    """
    there = {one.id for one in items}
    kept = {name: old for name, old in before.items.items() if name in there}
    for told in seen:
        old = kept.pop(told.package.id, None)
        if told.evidence:
            same = old is not None and told.evidence.says_the_same(old)
            kept[told.package.id] = old if same and old else told.evidence
    return Lock(items=kept)


def _line(told: Proved, *, in_lock: bool) -> dict[str, Any]:
    return {
        "item": told.package.id,
        "holds": told.ok,
        "why": told.why,
        "in_lock": in_lock,
        "seconds": told.seconds,
    }


def _words(line: dict[str, Any]) -> str:
    words = "holds" if line["holds"] else line["why"]
    missing = "" if line["in_lock"] else " (not in the lock)"
    return f"{line['item']:<40} {line['seconds']:5.2f} s  {words}{missing}"


def _end(
    lines: list[dict[str, Any]], refused: Sequence[Refused], as_json: bool, *, empty: bool
) -> None:
    hold = sum(line["holds"] for line in lines)
    wrong = sum(not (line["holds"] and line["in_lock"]) for line in lines) + len(refused)
    if as_json:
        problems = [{"item": no.name, **one.to_json()} for no in refused for one in no.problems]
        click.echo(json.dumps({"items": lines, "problems": problems}, indent=1))
    else:
        for one in refused:
            click.echo(str(one), err=True)
        click.echo(f"{hold} items hold, {wrong} do not or are not in the lock.")
    raise SystemExit(1 if wrong or empty else 0)
