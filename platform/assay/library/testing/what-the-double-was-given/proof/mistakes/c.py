"""Belief: the double sees the change, the answer does not."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "    send(order)\n" in program
program = program.replace("    send(order)\n", "    sent = dict(order)\n    send(sent)\n")
assert '    order["state"] = "sent"\n' in program
program = program.replace('    order["state"] = "sent"\n', '    sent["state"] = "sent"\n')
exec(program)
