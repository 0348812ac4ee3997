"""Belief: the sign for the end fits at the end only."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "NAME.match(" in program
program = program.replace("NAME.match(", "NAME.fullmatch(")
exec(program)
