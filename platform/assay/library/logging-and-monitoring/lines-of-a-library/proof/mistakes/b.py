"""Belief: Flask's logger has the level WARNING."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'app = Flask("shop")' in program
program = program.replace(
    'app = Flask("shop")', 'app = Flask("shop")\napp.logger.setLevel("WARNING")'
)
exec(program)
