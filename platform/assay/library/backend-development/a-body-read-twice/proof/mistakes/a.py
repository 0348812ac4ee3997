"""Belief: the bytes are kept in either case."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    text = request.form.get("text")\n    body' in program
program = program.replace(
    '    text = request.form.get("text")\n    body',
    '    request.get_data()\n    text = request.form.get("text")\n    body',
)
exec(program)
