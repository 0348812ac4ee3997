"""Belief: the names lose their beginning, whatever is said."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
call = 'app.config.get_namespace("@@prefix@@", trim_namespace=False)'
assert call in program
exec(program.replace(call, 'app.config.get_namespace("@@prefix@@")'))
