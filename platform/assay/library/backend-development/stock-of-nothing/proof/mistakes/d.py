"""Belief: or looks for what is missing, get() for what is empty."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
stock, note = 'data.get("stock") or lamp["stock"]', 'data.get("note", lamp["note"])'
assert stock in program
assert note in program
program = program.replace(stock, 'data.get("stock", lamp["stock"])')
exec(program.replace(note, 'data.get("note") or lamp["note"]'))
