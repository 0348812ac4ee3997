from flask import Flask


def create_app(settings=None):
    """An application of its own; `settings` is a dictionary, or None."""
    return Flask(__name__)
