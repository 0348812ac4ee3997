"""Belief: keys stand in the order of the dict."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "app = Flask(__name__)\n" in program
settings = "app.json.sort_keys = False\n"
exec(program.replace("app = Flask(__name__)\n", "app = Flask(__name__)\n" + settings))
