"""Belief: int takes a sign."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "<int:number>" in program
exec(program.replace("<int:number>", "<int(signed=True):number>"))
