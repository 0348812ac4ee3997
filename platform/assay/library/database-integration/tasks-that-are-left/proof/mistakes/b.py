"""Belief: a comparison with None is sent as = NULL, which finds nothing."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
left, without = 'Task.state != "done"', "Task.state == None"
assert left in program
assert without in program
exec(program.replace(without, 'Task.state.op("=")(None)'))
