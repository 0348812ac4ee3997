"""Belief: each request has a session of its own."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    if "cart" not in session:\n    ' in program
exec(program.replace('    if "cart" not in session:\n    ', ""))
