"""Belief: a double keeps a copy of what it is given."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "    send(order)\n" in program
program = program.replace("    send(order)\n", "    send(dict(order))\n")
exec(program)
