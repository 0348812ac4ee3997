"""Belief: of rules with a converter the one that was registered first wins."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '"/users/<int:number>"' in program
exec(program.replace('"/users/<int:number>"', '"/too-late/<int:number>"'))
