"""Belief: the configuration is the class."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "from_object(Defaults)" in program
assert 'app.config["PAGE_SIZE"] = 50' in program
program = program.replace("from_object(Defaults)", "update(vars(Defaults))")
exec(program.replace('app.config["PAGE_SIZE"] = 50', ""))
