"""Belief: Markup escapes what an f-string fills in."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'Markup(f"<b>{name}")' in program
exec(program.replace('Markup(f"<b>{name}")', 'Markup("<b>{}").format(name)'))
