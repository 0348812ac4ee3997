"""It is right; leave it as it is."""

import time


def now():
    """In seconds; only differences mean something."""
    return time.monotonic()
