"""Belief: each error of a view is an InternalServerError by the time that handlers are sought."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "in handlers.items():" in program
program = program.replace("in handlers.items():", "in [*handlers.items()][1:]:")
exec("import logging\nlogging.disable()\n" + program)
