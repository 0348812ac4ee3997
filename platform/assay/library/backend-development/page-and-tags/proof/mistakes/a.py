"""Belief: type is only a hint, the text stays."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "type=int" in program
exec(program.replace("type=int", "type=str"))
