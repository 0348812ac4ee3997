"""Belief: the session notices a change within its values."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    return "", 204' in program
exec(program.replace('    return "", 204', '    session.modified = True\n    return "", 204'))
