"""The time. It is right; leave it as it is."""

import time

stopped = None


def now():
    """Whole seconds since 1970; a test may stop the clock."""
    return int(time.time()) if stopped is None else stopped
