"""Belief: what basicConfig() has set up is all there is."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "app.logger.addHandler(handler)" in program
exec(program.replace("app.logger.addHandler(handler)", ""))
