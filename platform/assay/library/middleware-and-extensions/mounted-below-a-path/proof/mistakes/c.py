"""Belief: the path comes through whole, addresses are built from rules alone."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "{request.path}" in program
assert "url_for('tea')" in program
program = program.replace("{request.path}", "{request.root_path + request.path}")
exec(program.replace("url_for('tea')", "url_for('tea').removeprefix(request.root_path)"))
