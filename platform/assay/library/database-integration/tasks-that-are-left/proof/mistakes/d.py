"""Belief: != finds what has no state, == None does not."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
left, without = 'Task.state != "done"', "Task.state == None"
assert left in program
assert without in program
program = program.replace(left, 'Task.state.is_distinct_from("done")')
exec(program.replace(without, 'Task.state.op("=")(None)'))
