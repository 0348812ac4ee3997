"""Belief: the handler that was registered first wins."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "in handlers.items():" in program
exec(program.replace("in handlers.items():", "in [*handlers.items()][:1]:"))
