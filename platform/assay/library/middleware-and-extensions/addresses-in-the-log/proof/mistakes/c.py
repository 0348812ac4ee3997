"""Belief: the header changes nothing for request.remote_addr."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "app.wsgi_app = ProxyFix(app.wsgi_app)\n" in program
program = program.replace("app.wsgi_app = ProxyFix(app.wsgi_app)\n", "")
exec(program)
