"""Belief: an address is sent on to the rule, whichever of the two has the slash."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "client = app.test_client()" in program
program = program.replace(
    "client = app.test_client()",
    'app.add_url_rule("/about/", "on", redirect_to="/about")\nclient = app.test_client()',
)
exec(program)
