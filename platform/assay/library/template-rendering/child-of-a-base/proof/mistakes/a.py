"""Belief: the base has the last word."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'render_template("page.html")' in program
exec(program.replace('render_template("page.html")', 'render_template("base.html")'))
