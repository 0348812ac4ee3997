"""Belief: with or, only what is missing is replaced."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
stock, note = 'data.get("stock") or lamp["stock"]', 'data.get("note", lamp["note"])'
assert stock in program
assert note in program
exec(program.replace(stock, 'data.get("stock", lamp["stock"])'))
