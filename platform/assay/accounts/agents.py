"""A browser and a network, told so that their owner knows them again and nobody else does. Pure."""

import re
from ipaddress import ip_address, ip_network

BROWSERS = (
    ("Edge", r"\bEdg(e|A|iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|CriOS)/"),
    ("Safari", r"\bVersion/\S+.* Safari/"),
)
"""The first that fits: each names those below it as well."""
SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMac OS X\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)
WHOLE = {4: 24, 6: 48}
"""How many bits of an address are kept, by its version."""


def family(agent: str) -> str:
    """`Firefox on Linux`; `A browser` where nothing is known. Versions are left out."""
    browser = _first(BROWSERS, agent) or "A browser"
    system = _first(SYSTEMS, agent)
    return f"{browser} on {system}" if system else browser


def network(address: str | None) -> str:
    """`192.0.2.0/24`, `2001:db8:1::/48`; nothing of what is no address."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((known, WHOLE[known.version]), strict=False))


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str | None:
    return next((name for name, sign in names if re.search(sign, agent)), None)
