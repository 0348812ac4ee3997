"""Belief: the texts are joined."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    return f"Request {count}"\n' in program
assert 'return "Welcome"' in program
program = program.replace('    return f"Request {count}"\n', "")
exec(program.replace('return "Welcome"', 'return f"Request {count}" + "Welcome"'))
