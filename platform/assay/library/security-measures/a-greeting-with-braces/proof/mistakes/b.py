"""Belief: what a visitor types is a value of the template."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "f\"<p>Hello {request.args['name']}</p>\"" in program
program = program.replace("f\"<p>Hello {request.args['name']}</p>\"", '"<p>Hello {{ name }}</p>"')
assert "(page)" in program
program = program.replace("(page)", '(page, name=request.args["name"])')
exec(program)
