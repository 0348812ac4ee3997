"""Belief: a level keeps lines of its own height back."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '.setLevel("WARNING")' in program
program = program.replace('.setLevel("WARNING")', '.setLevel("ERROR")')
exec(program)
