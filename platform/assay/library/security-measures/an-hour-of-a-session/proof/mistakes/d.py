"""Belief: a session that is read is kept for another hour."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    return str("name" in session)' in program
program = program.replace(
    '    return str("name" in session)',
    '    session.modified = "name" in session\n    return str("name" in session)',
)
exec(program)
