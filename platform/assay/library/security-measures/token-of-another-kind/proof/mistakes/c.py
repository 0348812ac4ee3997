"""Belief: the salt is no part of the signature."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert ', salt="invite"' in program
program = program.replace(', salt="invite"', "")
exec(program)
