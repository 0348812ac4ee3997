"""Belief: what is wrapped first runs first."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "= ProxyFix(app.wsgi_app)" in program
program = program.replace("= ProxyFix(app.wsgi_app)", "= Inner(app.wsgi_app)")
assert "= AccessLog(app.wsgi_app)" in program
program = program.replace("= AccessLog(app.wsgi_app)", "= ProxyFix(app.wsgi_app)")
assert "= Inner(app.wsgi_app)" in program
program = program.replace("= Inner(app.wsgi_app)", "= AccessLog(app.wsgi_app)")
exec(program)
