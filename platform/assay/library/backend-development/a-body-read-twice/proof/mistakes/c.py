"""Belief: whoever comes first takes all."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "    body = request.get_data()\n    text" in program
program = program.replace(
    "    body = request.get_data()\n    text", "    body = request.get_data(cache=False)\n    text"
)
exec(program)
