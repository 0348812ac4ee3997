"""Which browsers the pages were made for. Pure: a browser's own name in, a judgement out.

Every step can be taken without a script, so an old browser is warned and never turned away.
"""

import re

OLDEST = {"Firefox": 115, "Safari": 16, "Chrome": 109, "Edge": 109}
"""What the scripts and styles are built for; the build names the same numbers."""

_NAMES = (
    ("Edge", re.compile(r"\bEdg/(\d+)")),
    ("Firefox", re.compile(r"\bFirefox/(\d+)")),
    ("Chrome", re.compile(r"\bChrome/(\d+)")),
    ("Safari", re.compile(r"\bVersion/(\d+)[\d.]* (?:Mobile/\w+ )?Safari/")),
)
_GONE = re.compile(r"\bMSIE |\bTrident/|\bEdge/|\bOpera Mini/")


def is_old(agent: str) -> bool:
    """Is it known to be older than the pages need? What nobody knows is let alone."""
    if _GONE.search(agent):
        return True
    for name, pattern in _NAMES:
        if found := pattern.search(agent):
            return int(found[1]) < OLDEST[name]
    return False
