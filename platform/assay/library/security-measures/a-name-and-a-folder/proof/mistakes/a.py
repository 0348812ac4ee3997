"""Belief: a slash at the start of a name is dropped."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'request.args["name"]' in program
program = program.replace('request.args["name"]', 'request.args["name"].lstrip("/")')
exec(program)
