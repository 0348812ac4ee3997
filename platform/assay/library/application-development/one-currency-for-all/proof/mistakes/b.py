"""Belief: each visitor's session has a cache of its own."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
cached = '@cache\ndef currency():\n    return session.get("currency", "EUR")'
assert cached in program
kept = """def currency():
    return session.setdefault("cached", session.get("currency", "EUR"))"""
exec(program.replace(cached, kept))
