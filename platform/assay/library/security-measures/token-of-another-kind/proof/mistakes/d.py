"""Belief: serializers differ by their names; a salt is for storing."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert ', salt="invite"' in program
program = program.replace(', salt="invite"', "")
assert "password = URLSafeTimedSerializer(app.secret_key)" in program
program = program.replace(
    "password = URLSafeTimedSerializer(app.secret_key)",
    'password = URLSafeTimedSerializer(app.secret_key, salt="password")',
)
exec(program)
