"""Belief: what is saved is what was assigned, as it then was."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'session["cart"].append' in program
exec(program.replace('session["cart"].append', 'list(session["cart"]).append'))
