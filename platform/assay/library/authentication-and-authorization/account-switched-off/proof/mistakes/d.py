"""Belief: a user who is known but may not is answered with 403."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '@app.post("/sign-in")' in program
refuse = """from flask import abort
login_manager.unauthorized_handler(lambda: abort(403))


"""
exec(program.replace('@app.post("/sign-in")', refuse + '@app.post("/sign-in")'))
