"""Belief: each serializer signs in a way of its own."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "password = URLSafeTimedSerializer(app.secret_key)" in program
program = program.replace(
    "password = URLSafeTimedSerializer(app.secret_key)",
    'password = URLSafeTimedSerializer(app.secret_key, salt="password")',
)
exec(program)
