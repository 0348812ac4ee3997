"""Tasks in memory, as rows of a database would be. It is right; leave it as it is."""

import itertools

_rows = {}
_numbers = itertools.count(1)


def add(title, due_on):
    """The number of the new row; due_on is a date or None."""
    number = next(_numbers)
    _rows[number] = {"id": number, "title": title, "due_on": due_on, "done": 0, "owner": "team"}
    return number


def every():
    return [dict(row) for row in _rows.values()]


def get(number):
    """The row, or None."""
    return dict(_rows[number]) if number in _rows else None


def set_done(number, done):
    """done is 0 or 1."""
    _rows[number]["done"] = int(done)
