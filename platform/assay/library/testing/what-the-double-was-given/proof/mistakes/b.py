"""Belief: the change is made to a dict of its own, which nobody sees."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    order["state"] = "sent"\n' in program
program = program.replace('    order["state"] = "sent"\n', '    dict(order)["state"] = "sent"\n')
exec(program)
