"""Belief: a name comes but once."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'request.args.getlist("tag")' in program
exec(program.replace('request.args.getlist("tag")', '[request.args["tag"]]'))
