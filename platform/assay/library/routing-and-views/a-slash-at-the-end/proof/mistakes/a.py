"""Belief: a slash at the end makes no difference."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'app = Flask("shop")' in program
program = program.replace(
    'app = Flask("shop")', 'app = Flask("shop")\napp.url_map.strict_slashes = False'
)
exec(program)
