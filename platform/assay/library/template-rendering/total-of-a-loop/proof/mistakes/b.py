"""Belief: each round begins anew, and the last one's value stays."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
for old, new in (
    ("set total = 0", "set all = namespace(total=0)"),
    ("set total = total + price", "set all.total = 0 + price"),
    ("{{ total }}", "{{ all.total }}"),
):
    assert old in program
    program = program.replace(old, new)
exec(program)
