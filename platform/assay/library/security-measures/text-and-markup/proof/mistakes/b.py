"""Belief: + joins texts, only % escapes."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "+ name" in program
exec(program.replace("+ name", "+ Markup(name)"))
