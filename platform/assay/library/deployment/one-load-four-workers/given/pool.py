"""Connections to the database. It is right; leave it as it is."""

import os

made_by = os.getpid()
calls = []


def renew():
    """Drop the connections without closing them, and open new ones."""
    global made_by
    made_by = os.getpid()
    calls.append("renew")
