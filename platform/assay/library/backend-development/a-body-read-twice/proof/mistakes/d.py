"""Belief: the form keeps the bytes, and get_data() takes them away."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    text = request.form.get("text")\n    body' in program
program = program.replace(
    '    text = request.form.get("text")\n    body',
    '    request.get_data()\n    text = request.form.get("text")\n    body',
)
assert "    body = request.get_data()\n    text" in program
program = program.replace(
    "    body = request.get_data()\n    text", "    body = request.get_data(cache=False)\n    text"
)
exec(program)
