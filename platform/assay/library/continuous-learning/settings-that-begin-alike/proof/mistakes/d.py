"""Belief: each name that has the text is meant, and loses it."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
call = 'app.config.get_namespace("@@prefix@@", trim_namespace=False)'
assert call in program
anywhere = '{n.replace("@@prefix@@", "").lower(): v for n, v in app.config.items() if "@@prefix@@" in n}'
exec(program.replace(call, anywhere))
