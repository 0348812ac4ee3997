"""Belief: an imported macro sees nothing from outside."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "config.OWNER" in program
exec(program.replace("config.OWNER", "unseen"))
