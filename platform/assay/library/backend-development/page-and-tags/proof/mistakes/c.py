"""Belief: of two values the last one counts."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'request.args.get("tag")' in program
exec(program.replace('request.args.get("tag")', 'request.args.getlist("tag")[-1]'))
