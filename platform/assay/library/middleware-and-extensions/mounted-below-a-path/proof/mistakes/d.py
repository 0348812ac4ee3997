"""Belief: the path comes through whole."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "{request.path}" in program
exec(program.replace("{request.path}", "{request.root_path + request.path}"))
