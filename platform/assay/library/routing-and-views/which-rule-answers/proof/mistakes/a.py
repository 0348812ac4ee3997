"""Belief: the rule that was registered first wins."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '"/users/<int:number>"' in program
assert '"/users/me"' in program
program = program.replace('"/users/<int:number>"', '"/too-late/<int:number>"')
exec(program.replace('"/users/me"', '"/too-late/me"'))
