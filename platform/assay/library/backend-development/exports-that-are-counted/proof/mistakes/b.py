"""Belief: the first row is made before the headers go, of a session that is empty each time."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "    return Response(stream_with_context(rows())" in program
program = program.replace(
    "    return Response(stream_with_context(rows())",
    '    session["exports"] = 1\n    return Response(stream_with_context(rows())',
)
exec(program)
