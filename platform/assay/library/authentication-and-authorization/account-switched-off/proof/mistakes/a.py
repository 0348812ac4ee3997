"""Belief: is_active is asked once, at signing in."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "    is_active = True" in program
exec(program.replace("    is_active = True", "    is_active = is_authenticated = True"))
