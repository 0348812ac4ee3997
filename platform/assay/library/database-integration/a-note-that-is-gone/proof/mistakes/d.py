"""Belief: what the database has been sent stays."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "db.session.add(Note())" in program
exec(program.replace("db.session.add(Note())", "db.session.add(Note()), db.session.commit()"))
