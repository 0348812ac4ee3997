"""Belief: the child's text outside of blocks comes first."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'print(render_template("page.html"))' in program
exec(program.replace("print(render", 'print("Welcome!", render'))
