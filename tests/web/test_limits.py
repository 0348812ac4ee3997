"""Trying too often: by account before by address; and without Valkey too."""

from dataclasses import replace

import pytest

from assay.app import create_app
from tests.visitor import Visitor


@pytest.fixture
def limited(settings, cleared):
    return create_app(replace(settings, rate_limits=True))


@pytest.fixture
def without_valkey(settings, cleared):
    return create_app(replace(settings, rate_limits=True, redis_url="redis://localhost:1/0"))


def tries(visitor, email, times):
    return [visitor.sign_in(email, "a wrong password").status for _ in range(times)]


def test_the_eleventh_try_in_a_minute_waits(limited):
    visitor = Visitor(limited)
    assert tries(visitor, "ann@northwind.example", 11) == [200] * 10 + [429]
    assert "Wait a minute" in visitor.sign_in("ann@northwind.example").words()


def test_another_account_at_the_same_address_does_not_wait(limited):
    visitor = Visitor(limited)
    tries(visitor, "ann@northwind.example", 11)
    assert tries(visitor, "bea@northwind.example", 1) == [200]


def test_spelling_an_address_otherwise_does_not_help(limited):
    visitor = Visitor(limited)
    tries(visitor, "ann@northwind.example", 10)
    assert tries(visitor, "ANN@northwind.example", 1) == [429]


def test_looking_at_the_page_is_not_counted(limited):
    visitor = Visitor(limited)
    assert {visitor.get("/o/account/login").status for _ in range(30)} == {200}


def test_letters_are_asked_for_three_times_a_minute(limited):
    visitor = Visitor(limited)
    asked = [
        visitor.fill("/o/account/reset", email="ann@northwind.example").status for _ in range(4)
    ]
    assert asked == [200, 200, 200, 429]


def test_without_valkey_the_limit_stands_in_memory(without_valkey):
    visitor = Visitor(without_valkey)
    assert tries(visitor, "ann@northwind.example", 11) == [200] * 10 + [429]
