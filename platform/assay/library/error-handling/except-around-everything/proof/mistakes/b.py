"""Belief: abort() ends the request, and a value that can't be read is answered with 400."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
caught = "    except Exception:"
assert caught in program
wrong = '    except ValueError:\n        return "", 400\n'
program = "from werkzeug.exceptions import HTTPException\n" + program
exec(program.replace(caught, f"{wrong}    except HTTPException:\n        raise\n{caught}"))
