"""Belief: the dict is written as it is."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "app = Flask(__name__)\n" in program
settings = "app.json.sort_keys = False\napp.json.ensure_ascii = False\n"
exec(program.replace("app = Flask(__name__)\n", "app = Flask(__name__)\n" + settings))
