"""Belief: the path comes through whole, addresses are built from rules alone."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "{request.path}" in program
assert "url_for('@@rule@@')" in program
program = program.replace("{request.path}", "{request.root_path + request.path}")
exec(program.replace("url_for('@@rule@@')", "url_for('@@rule@@').removeprefix(request.root_path)"))
