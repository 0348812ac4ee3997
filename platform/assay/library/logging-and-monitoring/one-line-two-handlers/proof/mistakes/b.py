"""Belief: the handlers of a logger take the place of those above it."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'app = Flask("shop")' in program
exec(program.replace('app = Flask("shop")', 'app = Flask("shop")\napp.logger.propagate = False'))
