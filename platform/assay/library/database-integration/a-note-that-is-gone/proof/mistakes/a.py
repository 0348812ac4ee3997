"""Belief: a query does not see what was only added."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "SQLAlchemy(app)" in program
exec(program.replace("SQLAlchemy(app)", 'SQLAlchemy(app, session_options={"autoflush": False})'))
