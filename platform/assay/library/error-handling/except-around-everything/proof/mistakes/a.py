"""Belief: abort() ends the request wherever it is called."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
caught = "    except Exception:"
assert caught in program
program = "from werkzeug.exceptions import HTTPException\n" + program
exec(program.replace(caught, f"    except HTTPException:\n        raise\n{caught}"))
