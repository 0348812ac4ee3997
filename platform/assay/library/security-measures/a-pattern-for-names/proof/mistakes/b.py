"""Belief: the sign for the end fits at the end of a line."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '+$")' in program
program = program.replace('+$")', '+$", re.MULTILINE)')
exec(program)
