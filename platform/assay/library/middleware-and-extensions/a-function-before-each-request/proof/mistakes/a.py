"""Belief: what a before function returns is ignored."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '    return f"Request {count}"\n' in program
exec(program.replace('    return f"Request {count}"\n', ""))
