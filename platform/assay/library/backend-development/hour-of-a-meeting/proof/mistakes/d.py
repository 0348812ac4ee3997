"""Belief: replace() converts."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "stored.replace(tzinfo=UTC)" in program
program = program.replace("stored.replace(tzinfo=UTC)", "stored.replace(tzinfo=UTC).astimezone()")
exec(program)
