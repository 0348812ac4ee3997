"""Belief: a macro sees what the page sees."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "import foot %}" in program
exec(program.replace("import foot %}", "import foot with context %}"))
