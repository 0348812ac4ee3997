"""Belief: a time without a zone is UTC."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '"JST-9"' in program
program = program.replace('"JST-9"', '"UTC0"')
exec(program)
