"""Belief: to join is to glue the one to the other."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'os.path.join("uploads", name)' in program
program = program.replace('os.path.join("uploads", name)', '"uploads" + name')
exec(program)
