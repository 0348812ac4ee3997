"""Belief: every session ends an hour after the sign-in."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "START = 2" in program
program = program.replace(
    "START = 2", 'app.config["SESSION_REFRESH_EACH_REQUEST"] = False\nSTART = 2'
)
exec(program)
