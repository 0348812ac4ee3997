"""Belief: the block of the base is gone, super() is empty."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "%}Shop{%" in program
exec(program.replace("%}Shop{%", "%}{%"))
