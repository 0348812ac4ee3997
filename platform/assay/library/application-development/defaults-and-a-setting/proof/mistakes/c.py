"""Belief: the class has the last word."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'app.config["PAGE_SIZE"] = 50' in program
exec(program.replace('app.config["PAGE_SIZE"] = 50', "app.config.from_object(Defaults)"))
