"""`flask sandbox`: build a runtime, try the sandbox out, run and grade code from folders.

They need neither database nor broker, and run the engine in their own process.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from assay.bank.commands import json_option
from assay.bank.runner import MB, Limits, NoRunner, Spec
from workers.sandbox import builder, folders, selftest
from workers.sandbox.engine import Sandbox
from workers.sandbox.runtime import DEFAULT, NotBuilt
from workers.sandbox.selftest import Step, Unfit

F = TypeVar("F", bound=Callable[..., Any])

PLAIN = Limits(seconds=30.0)
LIMITS: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {
    "--wall": (PLAIN.seconds, "seconds", lambda value: {"seconds": value}),
    "--cpu": (PLAIN.cpu_seconds, "seconds", lambda value: {"cpu_seconds": value}),
    "--mem": (PLAIN.memory // MB, "MB", lambda value: {"memory": value * MB}),
    "--pids": (PLAIN.processes, "number", lambda value: {"processes": value}),
    "--tmp": (PLAIN.folder // MB, "MB", lambda value: {"folder": value * MB}),
    "--out": (PLAIN.output, "bytes", lambda value: {"output": value}),
}
"""Option -> (default, unit, what it says of Limits)."""

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


def limit_options(command: F) -> F:
    """One option for each of LIMITS; the command gets `limits`."""
    for option, (default, unit, _) in reversed(LIMITS.items()):
        kind = click.option(option, type=type(default), default=default, metavar=unit.upper(),
                            show_default=True)  # fmt: skip
        command = kind(command)
    return command


@click.group()
def sandbox() -> None:
    """Where candidates' and authors' code runs."""


@sandbox.command()
@click.argument("name", default=DEFAULT, metavar="[RUNTIME]")
@json_option
def build(name: str, as_json: bool) -> None:
    """Build the runtime that code finds in a sandbox, unless it is there."""
    try:
        made = builder.build(name)
    except NotBuilt as error:
        raise click.ClickException(str(error)) from error
    told = {"runtime": name, "content": made.content, "folder": str(made.root)}
    click.echo(json.dumps(told) if as_json else f"{name} {made.content} lies in {made.root}")


@sandbox.command()
@json_option
def check(as_json: bool) -> None:
    """Try every part of the sandbox out; 1 where code can't be run here."""
    steps: list[Step] = []
    why, remedy = "", ""
    try:
        selftest.examine(DEFAULT, steps.append)
    except Unfit as error:
        why, remedy = str(error), error.remedy
    if as_json:
        lines = [{"step": step.name, "words": step.words} for step in steps]
        click.echo(json.dumps({"available": not why, "reason": why, "remedy": remedy,
                               "steps": lines}))  # fmt: skip
    else:
        for step in steps:
            click.echo(f"ok    {step.name:<10} {step.words}")
        if why:
            click.echo(f"FAIL  {why}\n      {remedy}")
    raise SystemExit(1 if why else 0)


@sandbox.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="-- FILE [ARG]…")
@limit_options
@json_option
def run(folder: Path, words: tuple[str, ...], as_json: bool, **limits: Any) -> None:
    """Run a Python program of DIR in a sandbox of its own."""
    done = _with(Sandbox(), lambda engine: engine.run(
        folders.read(folder), ["python", *words], _limits(limits)))  # fmt: skip
    _tell(as_json, {
        "status": done.status,
        "exit_code": done.exit_code,
        "output": done.output,
        "wall": done.seconds,
        "stdout": done.stdout,
        "stderr": done.stderr,
    })  # fmt: skip


@sandbox.command()
@click.option("--app", type=FOLDER, required=True, help="The candidate's files.")
@click.option("--tests", type=FOLDER, required=True, help="The author's tests.")
@click.option("--entry", default="app:app", show_default=True, help="module:application")
@click.option("--seed", type=int, default=0, help="Of the tests' own random numbers.")
@limit_options
@json_option
def grade(app: Path, tests: Path, entry: str, seed: int, as_json: bool, **limits: Any) -> None:
    """Hold an application against tests, each in a sandbox of its own."""
    spec = Spec(entry=entry, seed=seed)
    done = _with(Sandbox(), lambda engine: engine.grade(
        folders.read(app), folders.read(tests), spec, _limits(limits)))  # fmt: skip
    _tell(as_json, {
        "status": done.status,
        "score": done.score,
        "passed": done.passed,
        "total": done.total,
        "tests": {name: told.verdict for name, told in done.tests.items()},
        "output": done.test_output + done.application_output,
        "candidate_view": f"{done.passed} of {done.total}",
        "wall": done.seconds,
    })  # fmt: skip


@sandbox.command("grade-suite")
@click.option("--tests", type=FOLDER, required=True, help="The candidate's tests.")
@click.option("--references", type=FOLDER, required=True, help="A folder for each right one.")
@click.option("--mutants", type=FOLDER, required=True, help="A folder for each faulty one.")
@click.option("--entry", default="app:app", show_default=True, help="module:application")
@limit_options
@json_option
def grade_suite(
    tests: Path, references: Path, mutants: Path, entry: str, as_json: bool, **limits: Any
) -> None:
    """Hold tests against applications that are right, and such with one fault."""
    done = _with(Sandbox(warm=1), lambda engine: engine.grade_suite(
        folders.read(tests), folders.read_each(references), folders.read_each(mutants),
        Spec(entry=entry), _limits(limits)))  # fmt: skip
    _tell(as_json, {
        "status": done.status,
        "score": done.score,
        "valid": done.valid,
        "killed": list(done.killed),
        "mutants": list(done.mutants),
        "why": done.why,
        "output": done.test_output,
        "wall": done.seconds,
    })  # fmt: skip


R = TypeVar("R")


def _with(engine: Sandbox, ask: Callable[[Sandbox], R]) -> R:
    """What the engine answers; 1 where nothing can be run here."""
    try:
        return ask(engine)
    except NoRunner as error:
        raise click.ClickException(f"nothing can be run here: {error}") from error
    finally:
        engine.close()


def _limits(told: dict[str, Any]) -> Limits:
    fields: dict[str, Any] = {}
    for option, (_, _, said) in LIMITS.items():
        fields |= said(told[option.strip("-")])
    return Limits(**fields)


def _tell(as_json: bool, told: dict[str, Any]) -> None:
    """JSON for people, too: what the code has printed is escaped in it. For machines on a line."""
    click.echo(json.dumps(told, indent=None if as_json else 1))
