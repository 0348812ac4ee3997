"""Belief: selectinload() makes one statement of two."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "selectinload" in program
exec(program.replace("selectinload", "joinedload"))
