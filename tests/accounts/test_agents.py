"""What a session's page tells of a browser and a network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.accounts.agents import family, network

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = f"(iPhone; CPU iPhone OS 17_1 like Mac OS X) {WEBKIT}"


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("(X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox on Linux"),
        (f"(X11; Linux x86_64) {WEBKIT} Chrome/120.0 Safari/537.36", "Chrome on Linux"),
        (f"(Windows NT 10.0) {WEBKIT} Chrome/120.0 Safari/537.36 Edg/120.0", "Edge on Windows"),
        (f"(Windows NT 10.0) {WEBKIT} Chrome/120.0 Safari/537.36 OPR/106.0", "Opera on Windows"),
        (f"(Macintosh; Intel Mac OS X 14_1) {WEBKIT} Version/17.1 Safari/605", "Safari on macOS"),
        (f"{IPHONE} Version/17.1 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{IPHONE} CriOS/119.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        ("curl/8.4.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_known_by_its_family(agent, told):
    assert family(agent) == told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("192.0.2.17", "192.0.2.0/24"),
        ("2001:db8:1:2::17", "2001:db8:1::/48"),
        ("", ""),
        (None, ""),
        ("nowhere", ""),
    ],
)
def test_an_address_loses_what_tells_one_machine_from_the_next(address, told):
    assert network(address) == told


@given(st.text())
def test_no_agent_is_told_in_its_own_words(agent):
    assert len(family(agent)) <= len("Samsung Internet on ChromeOS")
