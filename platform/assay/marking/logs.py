"""What foreign code printed, as it may be kept: text that the database takes, and not all of it."""

import re

UNFIT = re.compile("[\0\ud800-\udfff]")
"""Postgres keeps neither NUL nor half of a surrogate pair, in text or in JSON."""
MOST_LOG = 64 * 1024
MOST_MESSAGE = 2000
CUT = "… cut off …\n"


def kept(text: str, most: int = MOST_LOG) -> str:
    """The end of it, as that is where errors stand."""
    fit = UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return fit if len(fit) <= most else CUT + fit[-(most - len(CUT)) :]
