"""Belief: astimezone() shows the time on the server's clock."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "stored.astimezone(UTC)" in program
program = program.replace("stored.astimezone(UTC)", "stored.replace(tzinfo=UTC).astimezone()")
exec(program)
