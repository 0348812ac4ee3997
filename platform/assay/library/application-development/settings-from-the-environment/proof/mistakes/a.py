"""Belief: a setting that is there already is kept."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
first = "app.config.from_mapping(PAGE_SIZE=20, SEND_MAIL=True)\n"
then = 'app.config.from_prefixed_env("SHOP")\n'
assert first + then in program
exec(program.replace(first + then, then + first))
