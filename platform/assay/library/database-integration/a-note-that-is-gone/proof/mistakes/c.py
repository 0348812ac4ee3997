"""Belief: what was added is written at the end of the request."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "SQLAlchemy(app)" in program
assert "with app.app_context()" in program
program = program.replace(
    "SQLAlchemy(app)", 'SQLAlchemy(app, session_options={"autoflush": False})'
)
commit = "app.after_request(lambda response: (db.session.commit(), response)[1])\n"
exec(program.replace("with app.app_context()", commit + "with app.app_context()"))
