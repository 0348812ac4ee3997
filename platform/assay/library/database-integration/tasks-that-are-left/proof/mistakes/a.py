"""Belief: what has no state is not done either, as in Python."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
left, without = 'Task.state != "done"', "Task.state == None"
assert left in program
assert without in program
exec(program.replace(left, 'Task.state.is_distinct_from("done")'))
