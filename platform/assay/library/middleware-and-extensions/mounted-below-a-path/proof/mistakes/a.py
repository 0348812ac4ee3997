"""Belief: the mounted application knows nothing of its mount."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "url_for('@@rule@@')" in program
exec(program.replace("url_for('@@rule@@')", "url_for('@@rule@@').removeprefix(request.root_path)"))
