"""Belief: who is refused is signed out."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert '@app.post("/sign-in")' in program
refuse = """from flask import abort
from flask_login import logout_user
login_manager.unauthorized_handler(lambda: (logout_user(), abort(401)))


"""
exec(program.replace('@app.post("/sign-in")', refuse + '@app.post("/sign-in")'))
