"""Belief: by default all books are loaded together when the first are asked for."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "relationship()" in program
exec(program.replace("relationship()", 'relationship(lazy="selectin")'))
