"""Belief: from_object() copies the values that it takes."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "from_object(Defaults)" in program
exec(
    program.replace(
        "from_object(Defaults)",
        "from_mapping(PAGE_SIZE=Defaults.PAGE_SIZE, ORIGINS=list(Defaults.ORIGINS))",
    )
)
