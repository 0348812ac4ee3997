"""Belief: safe_join() refuses dots only."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "safe_join('uploads', name)" in program
program = program.replace("safe_join('uploads', name)", "safe_join('uploads', name) or joined")
exec(program)
