"""Belief: what is read from the configuration is a copy."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'app.config["ORIGINS"].append' in program
exec(program.replace('app.config["ORIGINS"].append', 'list(app.config["ORIGINS"]).append'))
