"""Belief: the mounted application knows nothing of its mount."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "url_for('tea')" in program
exec(program.replace("url_for('tea')", "url_for('tea').removeprefix(request.root_path)"))
