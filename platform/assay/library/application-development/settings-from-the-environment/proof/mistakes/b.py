"""Belief: what comes from the environment stays text."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'from_prefixed_env("SHOP")' in program
exec(program.replace('from_prefixed_env("SHOP")', 'from_prefixed_env("SHOP", loads=str)'))
