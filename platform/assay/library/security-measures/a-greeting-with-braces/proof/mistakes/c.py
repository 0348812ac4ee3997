"""Belief: an f-string makes one brace of two, also in its values."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '"{{ 6 * 7 }}"' in program
program = program.replace('"{{ 6 * 7 }}"', '"{ 6 * 7 }"')
exec(program)
