"""Belief: the lifetime is for permanent sessions only, from the sign-in on."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "START = 2" in program
program = program.replace(
    "START = 2", 'app.config["SESSION_REFRESH_EACH_REQUEST"] = False\nSTART = 2'
)
assert '    return str("name" in session)' in program
program = program.replace(
    '    return str("name" in session)',
    '    session.modified = session.get("name") == "amina"\n    return str("name" in session)',
)
exec(program)
