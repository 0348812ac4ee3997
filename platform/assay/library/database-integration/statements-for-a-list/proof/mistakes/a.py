"""Belief: books come along with their authors by a join."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "relationship()" in program
assert "selectinload" in program
program = program.replace("relationship()", 'relationship(lazy="joined")')
exec(program.replace("selectinload", "joinedload"))
