"""Belief: context processors reach every template, the configuration does not."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "config.OWNER" in program
assert "import foot %}" in program
program = program.replace("config.OWNER", "unseen")
exec(program.replace("import foot %}", "import foot with context %}"))
