"""Belief: the cache ends with the request."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
cached = '@cache\ndef currency():\n    return session.get("currency", "EUR")'
assert cached in program
kept = """def currency():
    if "currency" not in g:
        g.currency = session.get("currency", "EUR")
    return g.currency"""
exec("from flask import g\n" + program.replace(cached, kept))
